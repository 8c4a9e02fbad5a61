import { afterEach, describe, expect, it } from 'vitest';
import type { Part } from '../../src/console/health.ts';
import type { Metric } from '../../src/console/metrics.ts';
import { openHttp } from '../support/http-bench.ts';
import type { HttpBench } from '../support/http-bench.ts';
import { createWebBench } from '../support/web-bench.ts';

let http: HttpBench | null = null;

afterEach(async () => {
  await http?.close();
  http = null;
});

const store: Part = { name: '数据库', check: async () => ({ state: 'ok', detail: 'SQLite' }) };
const broken: Part = { name: '索引', check: () => Promise.reject(new Error('/secret/index')) };
const off: Part = { name: '微信', check: async () => ({ state: 'off', detail: '没有配置' }) };

describe('the health of the process', () => {
  it('is alive whatever its parts say', async () => {
    http = await open({ parts: [broken] });

    expect((await fetch(`${http.url}/healthz`)).status).toBe(200);
  });

  it('is ready when no part fails', async () => {
    http = await open({ parts: [store, off] });

    const response = await fetch(`${http.url}/readyz`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ready: true,
      parts: [
        { name: '数据库', state: 'ok', detail: 'SQLite' },
        { name: '微信', state: 'off', detail: '没有配置' },
      ],
    });
  });

  it('is not ready when a part fails, without saying more than that', async () => {
    http = await open({ parts: [store, broken] });

    const response = await fetch(`${http.url}/readyz`);

    expect(response.status).toBe(503);
    const body = await response.text();
    expect(body).not.toContain('secret');
    expect(JSON.parse(body)).toMatchObject({ ready: false, parts: [{ state: 'ok' }, { name: '索引', state: 'fail' }] });
  });
});

describe('the metrics', () => {
  it('are Prometheus text, and one that cannot be read is left out', async () => {
    const metrics: Metric[] = [
      {
        name: 'qingyu_deliveries',
        help: 'Deliveries by state.',
        type: 'gauge',
        collect: async () => [
          { labels: { state: 'sent' }, value: 3 },
          { labels: { state: 'a"b\\c\n' }, value: 0 },
        ],
      },
      { name: 'qingyu_gone', help: 'x', type: 'gauge', collect: () => Promise.reject(new Error('no')) },
      { name: 'qingyu_up', help: 'x', type: 'gauge', collect: async () => [{ labels: {}, value: 1 }] },
    ];
    http = await open({ metrics });

    const response = await fetch(`${http.url}/metrics`);

    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe(
      [
        '# HELP qingyu_deliveries Deliveries by state.',
        '# TYPE qingyu_deliveries gauge',
        'qingyu_deliveries{state="sent"} 3',
        String.raw`qingyu_deliveries{state="a\"b\\c\n"} 0`,
        '# HELP qingyu_up x',
        '# TYPE qingyu_up gauge',
        'qingyu_up 1',
        '',
      ].join('\n'),
    );
  });
});

function open(options: { parts?: Part[]; metrics?: Metric[] }): Promise<HttpBench> {
  return openHttp({ groups: createWebBench().web, ...options });
}
