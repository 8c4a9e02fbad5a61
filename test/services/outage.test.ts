import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sayWhenSkipped } from '../support/postgres.ts';
import { startProcess, type RunningProcess } from '../support/start-process.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createDatabase, type TestDatabase } from '../support/test-database.ts';
import { createWebClient } from '../support/web-client.ts';

const skipped = sayWhenSkipped('the bot whose PostgreSQL goes away');

let database: TestDatabase;

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(async () => {
  await database.drop();
});

/** A bot whose way to the database can be cut. */
async function startThroughProxy(): Promise<{ program: RunningProcess; proxy: TcpProxy }> {
  const proxy = await openTcpProxy(database);
  const program = await startProcess({ DATA_DIR: tempFolder(), DATABASE_URL: database.urlThrough(proxy.port) });
  onTestFinished(async () => {
    await program.end('SIGKILL');
    await proxy.close();
  });
  return { program, proxy };
}

describe.skipIf(skipped)('a bot whose database goes away', () => {
  it('outlives a database that goes away, and goes on when it is back', async () => {
    const { program, proxy } = await startThroughProxy();
    const group = createWebClient(program.url);
    const before = await group.post({ text: '@清语 你好', clientId: 'before' });
    await group.until((all) => all.some(({ replyTo }) => replyTo === before));

    proxy.cut();
    const ready = await fetch(`${program.url}/readyz`);
    const refused = await fetch(`${program.url}/api/groups/demo/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '周宁', text: '@清语 谢谢', clientId: 'during' }),
    });
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
    expect(ready.status).toBe(503);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toEqual({
      error: { code: 'store/unavailable', message: '服务暂时不可用，请稍后再试。' },
    });

    proxy.restore();
    await expect.poll(async () => (await fetch(`${program.url}/readyz`)).status).toBe(200);
    const again = await group.post({ text: '@清语 谢谢', clientId: 'during' });
    const entries = await group.until((all) => all.some(({ replyTo }) => replyTo === again));

    expect(entries.map(({ bot }) => bot)).toEqual([false, true, false, true]);
    const { code } = await program.end('SIGTERM');
    expect(code).toBe(0);
  });

  it('stops also while the database is away', async () => {
    const { program, proxy } = await startThroughProxy();
    proxy.cut();

    const { code } = await program.end('SIGTERM');

    expect(code).toBe(0);
  });
});
