import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDailyLibrary } from '../../../src/adapters/daily-library/daily-library.ts';
import { simulateYear } from '../../support/daily-year/simulate.ts';
import { memoryRoot } from '../../support/memory-root.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const library = await createDailyLibrary(
  fileURLToPath(new URL('../../../knowledge/integrity', import.meta.url)),
).read();

describe('the daily message over a season', () => {
  it('comes to every group once a day, or a reason is on record, whatever happens to bot, clock and groups', async ({
    annotate,
  }) => {
    const options = { folder: tempFolder(memoryRoot()), library, from: '2026-11-26', days: 90, groups: 30 };

    const { problems, rows, states, events, occasions } = await simulateYear({ ...options, seed: 20_261_126 });

    await annotate(`${rows} rows, ${JSON.stringify(states)}, ${[...events].map(([name, n]) => `${name} ${n}`).join()}`);
    expect(problems).toEqual([]);
    expect(states).toMatchObject({
      sent: expect.any(Number),
      skipped: expect.any(Number),
      unknown: expect.any(Number),
    });
    expect(occasions.honoured).toBe(occasions.days);
    expect(occasions.days).toBeGreaterThan(10);
  }, 120_000);
});
