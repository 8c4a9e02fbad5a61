import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGate } from '../support/gate.ts';
import { createRandom, startAndKill } from '../support/killed-process.ts';
import { startProcess, type RunningProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createWebClient } from '../support/web-client.ts';

/** More of them are for a long run by hand: CRASH_ROUNDS=200. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 12);
const timeout = 60_000 + rounds * 5_000;

async function start(settings: Record<string, string>): Promise<RunningProcess> {
  const program = await startProcess(settings);
  onTestFinished(async () => {
    await program.end('SIGKILL');
  });
  return program;
}

describe('a bot that is killed with -9', () => {
  it('right after it has taken a message answers it after the start, once', async () => {
    const settings = { DATA_DIR: tempFolder() };
    const first = await start(settings);
    const id = await createWebClient(first.url).post({ text: '@清语 你好', clientId: 'c1' });
    await first.end('SIGKILL');

    const group = createWebClient((await start(settings)).url);
    const entries = await group.until((all) => all.some(({ replyTo }) => replyTo === id));

    expect(entries.map(({ replyTo }) => replyTo)).toEqual([null, id]);
  });

  it(
    'again and again at any moment loses no message it has taken, and answers none twice',
    async () => {
      const settings = { DATA_DIR: tempFolder() };
      const random = createRandom(20_261_123);
      const taken = new Set<number>();
      for (let round = 0; round < rounds; round += 1) {
        const program = await start(settings);
        const group = createWebClient(program.url);
        const first = createGate();
        const members = Array.from({ length: 6 }, async (_, index) => {
          for (let turn = 0; turn < 18; turn += 1) {
            const clientId = `${round}-${index}-${turn}`;
            const id = await group.post({ name: `会员${round}-${index}`, text: '@清语 你好', clientId });
            if (id === null) return;
            taken.add(id);
            first.open();
          }
        });
        await first.passed;
        await setTimeout(random() * 250);
        await program.end('SIGKILL');
        await Promise.all(members);
      }

      const group = createWebClient((await start(settings)).url);
      const entries = await group.until((all) => {
        const answered = new Set(all.map(({ replyTo }) => replyTo));
        return all.every(({ id, bot }) => bot || answered.has(id));
      });

      const asked = entries.filter(({ bot }) => !bot).map(({ id }) => id);
      const answers = entries.filter(({ bot }) => bot).map(({ replyTo }) => replyTo);
      const lost = [...taken].filter((id) => !asked.includes(id));
      const doubled = answers.filter((id, index) => answers.indexOf(id) !== index);
      process.stdout.write(
        `${rounds} kills, ${taken.size} messages taken: ${lost.length} lost, ${doubled.length} answered twice\n`,
      );
      expect(taken.size).toBeGreaterThanOrEqual(rounds);
      expect([lost, doubled]).toEqual([[], []]);
      expect(new Set(answers)).toEqual(new Set(asked));
    },
    timeout,
  );

  it(
    'around the time of the daily message brings it to every group once, and the next day the next one once',
    async () => {
      const groups = ['a', 'b', 'c', 'd', 'e', 'f'];
      const settings = { DATA_DIR: tempFolder(), WEB_GROUP: groups.join() };
      const random = createRandom(8);
      const at = (day: number, seconds: number): string =>
        new Date(Date.UTC(2026, 10, day, 0, 0, seconds)).toISOString();
      const dailies = async (program: RunningProcess, perGroup: number): Promise<string[][]> =>
        Promise.all(
          groups.map(async (slug) => {
            const entries = await createWebClient(program.url, slug).until((all) => all.length >= perGroup);
            return entries.map(({ text }) => text);
          }),
        );

      /** Every other time while it starts, else while it plans and sends. */
      const killAround = async (now: string, round: number): Promise<void> => {
        if (round % 2 === 0) return startAndKill({ ...settings, BOT_NOW: now }, 100 + random() * 400);
        const program = await start({ ...settings, BOT_NOW: now });
        await setTimeout(random() * 40);
        await program.end('SIGKILL');
      };

      for (let round = 0; round < rounds; round += 1) await killAround(at(24, round * 10), round);
      const first = await start({ ...settings, BOT_NOW: at(24, rounds * 10) });
      const [today = [], ...others] = await dailies(first, 1);
      await first.end('SIGKILL');
      expect(today).toEqual([expect.stringMatching(/^【清廉文化每日寄语】\n/)]);
      expect(others).toEqual(others.map(() => today));

      for (const now of ['2026-11-24T23:59:59+08:00', '2026-11-25T00:00:00+08:00', '2026-11-25T07:59:30+08:00']) {
        await startAndKill({ ...settings, BOT_NOW: now }, 800 + random() * 500);
      }
      for (let round = 0; round < rounds; round += 1) await killAround(at(25, round * 10), round);
      const second = await start({ ...settings, BOT_NOW: at(25, rounds * 10) });
      const all = await dailies(second, 2);
      await second.end('SIGTERM');
      const third = await start({ ...settings, BOT_NOW: '2026-11-25T13:00:00+08:00' });
      const [tomorrow] = all[0]?.slice(1) ?? [];

      expect(tomorrow).toMatch(/^【清廉文化每日寄语】\n/);
      expect(tomorrow).not.toBe(today[0]);
      expect(all).toEqual(groups.map(() => [...today, tomorrow]));
      expect(await dailies(third, 2)).toEqual(all);
    },
    timeout,
  );
});
