import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAssets } from '../../src/console/assets.ts';
import { openHttp } from '../support/http-bench.ts';
import type { HttpBench } from '../support/http-bench.ts';
import { createWebBench } from '../support/web-bench.ts';

let http: HttpBench;
let script: string;

beforeEach(async () => {
  http = await openHttp({ groups: createWebBench().web });
  const page = await (await fetch(`${http.url}/g/demo`)).text();
  script = /src="([^"]+)"/u.exec(page)?.[1] ?? '';
});

afterEach(async () => {
  await http.close();
});

describe('the files of a page', () => {
  it('are kept for ever under the address the page names', async () => {
    const response = await fetch(http.url + script);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('are asked for again under any other version', async () => {
    const response = await fetch(`${http.url}/assets/old/main.js`);

    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('are not sent again to who has them', async () => {
    const etag = (await fetch(http.url + script)).headers.get('etag') ?? '';

    const response = await fetch(http.url + script, { headers: { 'If-None-Match': `W/"other", ${etag}` } });

    expect(response.status).toBe(304);
    expect(await response.text()).toBe('');
  });

  it.each(['secret.txt', 'index.html', '..%2f..%2fpackage.json', 'nothing.js', 'constructor'])(
    'do not include %s',
    async (name) => {
      expect((await fetch(`${http.url}/assets/x/${name}`)).status).toBe(404);
    },
  );

  it('that were not built are named with what to do', async () => {
    const assets = await readAssets('/nowhere');

    expect(() => assets.page('index', {})).toThrow('请先运行 npm run build');
  });

  it('take values for text', async () => {
    const { web } = createWebBench();
    const titled = { ...web, find: () => ({ slug: 'demo', title: '<script>alert("{{slug}}")</script>' }) };
    const odd = await openHttp({ groups: titled });

    const page = await (await fetch(`${odd.url}/g/demo`)).text();
    await odd.close();

    expect(page).toContain('<title>&lt;script&gt;alert(&quot;{{slug}}&quot;)&lt;/script&gt;</title>');
  });
});
