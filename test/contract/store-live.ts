import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../src/adapters/store/backup.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import { childScript } from '../support/store-children.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import { startChild } from '../support/child.ts';
import { startWriter } from '../support/live-writer.ts';
import { examine, killAgainAndAgain } from '../support/store-crash.ts';
import type { BackupPlace } from './store-backup.ts';

/** What holds between several processes on one store. `prepare` gives an empty place. */
export function liveContract(name: string, prepare: PreparePlace): void {
  describe(`Several processes: ${name}`, () => {
    let folder: string;
    let places: BackupPlace[];
    const place = (): BackupPlace['options'] => {
      const made = prepare();
      places.push(made);
      return made.options;
    };
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'qingyu-live-'));
      places = [];
    });
    afterEach(async () => {
      for (const { drop } of places) await drop();
      rmSync(folder, { recursive: true });
    });

    it('come up when they open a fresh place at the same time', async () => {
      const store = place();
      const starters = [1, 2, 3].map((number) => startChild(childScript('starter'), { store, name: `s${number}` }));

      expect(await Promise.all(starters.map((starter) => starter.ended))).toEqual([0, 0, 0]);
      expect(starters.flatMap(({ lines }) => lines)).toEqual(['stored true', 'stored true', 'stored true']);
      expect(await historyOf(store)).toHaveLength(3);
    });

    it(
      'lose nothing and do nothing twice when they are killed together between any two steps',
      { timeout: 120_000 },
      async () => {
        const [store, platform] = [place(), join(folder, 'platform.txt')];
        const script = childScript('worker');
        const printed = await killAgainAndAgain({ script, store, platform, rounds: 4, workers: 2 });

        const opened = await openStore(store);
        const { stored, sent, problems } = await examine(opened, printed, platform);
        await opened.close();
        expect(problems).toEqual([]);
        expect(Math.min(stored, sent)).toBeGreaterThan(20);
      },
    );

    it('are backed up at one moment while one of them writes', async () => {
      const [store, copy, file] = [place(), place(), join(folder, 'live.gz')];
      const writer = startWriter(childScript('writer'), store);
      await writer.more(50);

      const before = writer.stored();
      await backupStore(store, file);
      const after = writer.stored();
      await writer.more(20);
      expect(await writer.stop()).toBe(0);
      await restoreStore({ store: copy, file, backupDir: folder });

      const numbers = (await historyOf(copy)).map((text) => Number(text.split('-').at(-1)));
      expect(numbers).toEqual(numbers.map((_, index) => index));
      expect(numbers.length).toBeGreaterThanOrEqual(before);
      // One more may be stored whose line was not read yet.
      expect(numbers.length).toBeLessThanOrEqual(after + 20);
    });

    it('go on writing while the state is put back, on top of what was put back', async () => {
      const [store, file] = [place(), join(folder, 'live.gz')];
      const writer = startWriter(childScript('writer'), store);
      await writer.more(20);
      const kept = writer.stored();
      await backupStore(store, file);
      await writer.more(50);

      await restoreStore({ store, file, backupDir: folder });
      await writer.more(20);
      expect(await writer.stop()).toBe(0);

      const printed = writer.child.lines.map((line) => Number(line.split(' ')[0]));
      const numbers = (await historyOf(store)).map((text) => Number(text.split('-').at(-1)));
      expect(printed).toEqual(printed.map((_, index) => index));
      expect(numbers.slice(0, kept)).toEqual(printed.slice(0, kept));
      // What came between backup and restore is gone, what came after is all there.
      expect(numbers.length).toBeLessThan(printed.length);
      expect(numbers.slice(-20)).toEqual(printed.slice(-20));
      expect(new Set(numbers).size).toBe(numbers.length);
    });
  });
}

async function historyOf(options: BackupPlace['options']): Promise<string[]> {
  const store = await openStore(options);
  const [group] = await store.conversations.list();
  const history = await store.messages.listHistory(group?.id ?? '', 0, 1_000_000);
  await store.close();
  return history.map(({ text }) => text);
}
