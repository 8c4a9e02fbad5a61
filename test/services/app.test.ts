import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sayWhenSkipped } from '../support/postgres.ts';
import { startProcess, type RunningProcess } from '../support/start-process.ts';
import { createDatabase, type TestDatabase } from '../support/test-database.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

const skipped = sayWhenSkipped('the bot on PostgreSQL');

let database: TestDatabase;

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(async () => {
  await database.drop();
});

async function start(settings: Record<string, string> = {}): Promise<RunningProcess> {
  const program = await startProcess({ DATA_DIR: tempFolder(), DATABASE_URL: database.url, ...settings });
  onTestFinished(async () => {
    await program.end('SIGKILL');
  });
  return program;
}

describe.skipIf(skipped)('the bot on PostgreSQL', () => {
  it('answers a post once, says what it stands on and stops cleanly', async () => {
    const program = await start();
    const group = createWebClient(program.url);

    const ids = [
      await group.post({ text: '@清语 长沙接待日收集了多少条意见建议？', clientId: 'c1' }),
      await group.post({ text: '@清语 长沙接待日收集了多少条意见建议？', clientId: 'c1' }),
    ];
    const entries = await group.until((all) => all.some(({ replyTo }) => replyTo === ids[0]));
    const ready: unknown = await (await fetch(`${program.url}/readyz`)).json();

    expect(new Set(ids).size).toBe(1);
    expect(entries.map(({ bot }) => bot)).toEqual([false, true]);
    expect(entries[1]?.text).toContain('237');
    expect(ready).toMatchObject({ parts: expect.arrayContaining([expect.objectContaining({ detail: 'PostgreSQL' })]) });
    const { code } = await program.end('SIGTERM');
    expect(code).toBe(0);
  });

  it('killed with -9 loses nothing it has taken and answers it once', { timeout: 90_000 }, async () => {
    const taken: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const program = await start();
      const group = createWebClient(program.url);
      const posts = Array.from({ length: 6 }, (_, index) =>
        group.post({ name: `会员${index}`, text: '@清语 你好', clientId: `${round}-${index}` }),
      );
      const first = await Promise.race(posts);
      await program.end('SIGKILL');
      taken.push(...[first, ...(await Promise.all(posts))].filter((id) => id !== null));
    }

    // What the last one had in hand is free when its leases are over.
    const group = createWebClient((await start()).url);
    const entries = await group.until(
      (all) => all.every(({ id, bot }) => bot || all.some(({ replyTo }) => replyTo === id)),
      45_000,
    );

    const asked = entries.filter(({ bot }) => !bot).map(({ id }) => id);
    expect(taken.filter((id) => !asked.includes(id))).toEqual([]);
    expect(entries.filter(({ bot }) => bot)).toHaveLength(asked.length);
  });

  it('as two servers at once answers every message once and sends the message of the day once', async () => {
    const settings = { BOT_NOW: '2026-11-24T08:00:00+08:00', WEB_GROUP: 'a,b,c' };
    const programs = await Promise.all([start(settings), start(settings)]);
    const [one, other] = programs.map(({ url }) => createWebClient(url, 'a'));
    if (!one || !other) throw new Error('two were started');

    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        (index % 2 === 0 ? one : other).post({ name: `会员${index % 6}`, text: '@清语 你好', clientId: `${index}` }),
      ),
    );
    const entries = await one.until((all) => all.filter(({ bot }) => bot).length >= 31);
    const others = await Promise.all(
      ['b', 'c'].map((slug) => createWebClient(programs[1].url, slug).until((all) => all.length > 0)),
    );

    const asked = entries.filter(({ bot }) => !bot).map(({ id }) => id);
    const replies = entries.flatMap(({ replyTo }) => (replyTo === null ? [] : [replyTo]));
    expect(replies.toSorted((a, b) => a - b)).toEqual(asked.toSorted((a, b) => a - b));
    expect(entries.filter(({ text }) => text.startsWith('【清廉文化每日寄语】'))).toHaveLength(1);
    expect(others.map((all) => all.length)).toEqual([1, 1]);
    expect(await other.history()).toEqual(entries);
  });
});
