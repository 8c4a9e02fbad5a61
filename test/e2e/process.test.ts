import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanEnvironment, runCommand } from '../support/run-command.ts';
import { startProcess, type RunningProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

let data: string;
let running: RunningProcess[];

beforeEach(() => {
  data = join(tempFolder(), 'data');
  running = [];
});

afterEach(async () => {
  for (const process of running) await process.end('SIGKILL');
});

async function start(settings: Record<string, string> = {}): Promise<RunningProcess> {
  const process = await startProcess({ DATA_DIR: data, ...settings });
  running.push(process);
  return process;
}

describe('the running program', () => {
  it('says where it is, is alive and ready, and counts', async () => {
    const { url, output } = await start();

    const [health, ready, metrics] = await Promise.all(
      ['/healthz', '/readyz', '/metrics'].map((path) => fetch(`${url}${path}`)),
    );
    expect(health?.status).toBe(200);
    expect(ready?.status).toBe(200);
    expect(await ready?.json()).toEqual({
      ready: true,
      parts: ['store', 'index', 'web', 'manual'].map((name): unknown => expect.objectContaining({ name, state: 'ok' })),
    });
    const text = (await metrics?.text()) ?? '';
    expect(text).toMatch(/^qingyu_deliveries\{state="sent"\} 0$/m);
    expect(text).toMatch(/^qingyu_passages \d\d+$/m);
    expect(output()).toMatch(
      /^网页群：http:\/\/localhost:\d+\/g\/demo\n工作台：http:\/\/localhost:\d+\/console\n工作人员账号：admin，初始密码：\S+\n[^\n]+\n已就绪/,
    );
  });

  it('answers a post with a reply to it, once, however often it was sent', async () => {
    const { url } = await start();
    const group = createWebClient(url);

    const ids = [
      await group.post({ text: '@清语 你好', clientId: 'c1' }),
      await group.post({ text: '@清语 你好', clientId: 'c1' }),
    ];
    await group.until((entries) => entries.some(({ bot }) => bot));
    ids.push(await group.post({ text: '@清语 你好', clientId: 'c1' }));
    const last = await group.post({ text: '@清语 谢谢', clientId: 'c2' });
    const entries = await group.until((all) => all.some(({ replyTo }) => replyTo === last));

    expect(new Set(ids).size).toBe(1);
    expect(entries.map(({ bot, replyTo }) => [bot, replyTo])).toEqual([
      [false, null],
      [true, ids[0]],
      [false, null],
      [true, last],
    ]);
  });

  it('says nothing on stderr when all is well', async () => {
    const program = await start();
    const group = createWebClient(program.url);
    const id = await group.post({ text: '@清语 你好', clientId: 'c1' });
    await group.until((entries) => entries.some(({ replyTo }) => replyTo === id));

    const { code } = await program.end('SIGTERM');

    expect(code).toBe(0);
    expect(program.output().trim().split('\n')).toEqual([
      expect.stringContaining('网页群：'),
      expect.stringContaining('工作台：'),
      expect.stringContaining('初始密码：'),
      expect.stringContaining('初始密码只显示这一次'),
      expect.stringContaining('已就绪'),
      '已停止。',
    ]);
  });

  it('keeps its data for its owner alone', async () => {
    await start();

    expect(statSync(data).mode & 0o077).toBe(0);
    expect(statSync(join(data, 'qingyu.sqlite')).mode & 0o077).toBe(0);
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s ends with 0', async (signal) => {
    const program = await start();

    const { code } = await program.end(signal);

    expect(code).toBe(0);
  });

  it('does not wait for browsers that listen, nor lose what they just sent', async () => {
    const program = await start();
    const events = await Promise.all(Array.from({ length: 20 }, () => fetch(`${program.url}/api/groups/demo/events`)));
    const group = createWebClient(program.url);
    const ids = await Promise.all(
      Array.from({ length: 15 }, (_, index) => group.post({ text: '@清语 你好', clientId: `${index}` })),
    );

    const { code } = await program.end('SIGTERM');

    expect(code).toBe(0);
    for (const response of events) await response.body?.cancel();
    const again = createWebClient((await start()).url);
    const entries = await again.until((all) => ids.every((id) => all.some(({ replyTo }) => replyTo === id)));
    expect(entries).toHaveLength(30);
  });

  it('works also while it is still starting', async () => {
    const child = spawn(process.execPath, ['dist/main.js', 'start'], { env: cleanEnvironment({ DATA_DIR: data }) });
    await expect.poll(() => existsSync(join(data, 'server.lock'))).toBe(true);

    child.kill('SIGTERM');
    const [code] = await once(child, 'close');

    expect(code).toBe(0);
  });
});

describe('a second server', () => {
  it('on the same data refuses with a sentence and 1, and the first goes on', async () => {
    const first = await start();

    const second = await runCommand(['start'], { settings: { DATA_DIR: data } });

    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toBe(`数据目录 ${data} 正被另一个清语服务使用，请先停止它，或为这个服务另设 DATA_DIR。\n`);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });

  it('may start as soon as the first was killed', async () => {
    await (await start()).end('SIGKILL');

    expect((await fetch(`${(await start()).url}/readyz`)).status).toBe(200);
  });

  it('on a port that is taken says so, leaves with 2 and lets the data go', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = address(other.address());

    const refused = await runCommand(['start'], { settings: { DATA_DIR: data, PORT: `${port}` } });
    other.close();

    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(`端口 ${port} 已被占用，请停掉占用它的程序，或用 PORT 换一个端口。\n`);
    await start();
  });
});

describe('bad settings', () => {
  it('are named all together, with 2, before anything is made', async () => {
    const { code, stderr, stdout } = await runCommand(['start'], {
      settings: { DATA_DIR: data, PORT: 'http', TIME_ZONE: 'Shanghai' },
    });

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      '设置有误，请改正后再启动：\n- PORT：应为 0 到 65535 的端口号\n- TIME_ZONE：应为 IANA 时区名，如 Asia/Shanghai\n',
    );
    expect(existsSync(data)).toBe(false);
  });

  it.each([
    ['DATA_DIR', { DATA_DIR: 'package.json/data' }, 2],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://bot:geheim@127.0.0.1:1/q' }, 1],
    ['KNOWLEDGE_DIR', { KNOWLEDGE_DIR: 'package.json' }, 1],
  ])('of %s that only show when used are a sentence too', async (name, settings, code) => {
    const refused = await runCommand(['start'], { settings: { DATA_DIR: data, ...settings } });

    expect(refused.code).toBe(code);
    expect(refused.stderr).toMatch(new RegExp(`${name}.*。\\n$`));
    expect(refused.stderr).not.toMatch(/geheim|\n\s+at /);
  });
});

function address(bound: string | AddressInfo | null): AddressInfo {
  if (typeof bound === 'object' && bound !== null) return bound;
  throw new Error('not bound');
}
