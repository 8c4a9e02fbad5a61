import { describe, expect, it } from 'vitest';
import { broadcast, series } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function seriesContract({ store, second, reopen }: Bench): void {
  describe('series', () => {
    const fresh = { endedAt: null, changedBy: null, changedAt: null };

    it('keeps what was ordered as it was given', async () => {
      const plain = series('1');
      const limits = {
        days: 'workdays',
        from: '2026-11-01',
        until: '2026-12-31',
        receiptReason: '核对',
        receiptMs: 7,
      } as const;
      const limited = series('2', { ...limits, file: { id: 'f', name: '表.xlsx', size: 1 }, createdAt: 2 });
      await store().series.add(plain);
      await store().series.add(limited);

      const again = await reopen();
      expect(await again.series.find('1')).toEqual({ ...plain, ...fresh });
      expect(await again.series.list(9)).toEqual([
        { ...limited, ...fresh },
        { ...plain, ...fresh },
      ]);
      expect(await again.series.list(1)).toHaveLength(1);
      expect(await again.series.find('none')).toBeNull();
    });

    it('lists what is due, the longest waiting first', async () => {
      await store().series.add(series('late', { nextAt: 30 }));
      await store().series.add(series('second', { nextAt: 20 }));
      await store().series.add(series('first', { nextAt: 10 }));
      await store().series.add(series('ended', { nextAt: 5 }));
      await store().series.end('ended', 6);

      expect((await store().series.listDue(20)).map(({ id }) => id)).toEqual(['first', 'second']);
      expect((await store().series.list(9)).at(-1)).toMatchObject({ id: 'ended', nextAt: null, endedAt: 6 });
    });

    it('gives an occurrence to one of several workers', async () => {
      await store().series.add(series('1'));
      const other = await second();
      const step = { from: 10, to: 20, now: 11 };

      const taken = await Promise.all([store(), other].map((one) => one.series.advance('1', step)));

      expect(taken.toSorted()).toEqual([false, true]);
      expect(await store().series.find('1')).toMatchObject({ nextAt: 20, endedAt: null });
      expect(await store().series.advance('1', step)).toBe(false);
      expect(await store().series.advance('none', step)).toBe(false);
    });

    it('ends with its last occurrence', async () => {
      await store().series.add(series('1'));

      expect(await store().series.advance('1', { from: 10, to: null, now: 11 })).toBe(true);

      expect(await store().series.find('1')).toMatchObject({ nextAt: null, endedAt: 11 });
      expect(await store().series.listDue(1_000)).toEqual([]);
      expect(await store().series.end('1', 12)).toBe(false);
    });

    it('ends once, whoever ends it, and is not advanced any more', async () => {
      await store().series.add(series('1'));
      const other = await second();

      const done = await Promise.all([store().series.end('1', 5), other.series.end('1', 6)]);

      expect(done.toSorted()).toEqual([false, true]);
      expect(await store().series.advance('1', { from: 10, to: 20, now: 11 })).toBe(false);
      expect(await store().series.end('none', 1)).toBe(false);
    });

    it('is not advanced when what goes with it fails', async () => {
      await store().series.add(series('1'));
      await store().broadcasts.add(broadcast('taken'));

      const failing = store().transaction(async ({ series: records, broadcasts }) => {
        await records.advance('1', { from: 10, to: 20, now: 11 });
        await broadcasts.add(broadcast('taken'));
      });

      await expect(failing).rejects.toThrow(/unique/i);
      expect(await store().series.find('1')).toMatchObject({ nextAt: 10 });
    });

    it('is as it was edited, and goes on from there', async () => {
      const { id, createdBy, createdAt, ...plain } = series('1');
      await store().series.add({ id, createdBy, createdAt, ...plain });
      const days = { days: 'workdays', from: '2026-11-01', until: '2026-12-31' } as const;
      const words = { text: '新', segment: 'tag:a', cron: '0 8 * * *', receiptReason: '核对', receiptMs: 5 };
      const edition = { ...days, ...words, windowMs: 9, nextAt: 12, changedBy: '王', changedAt: 3 };

      expect(await store().series.edit('1', edition)).toBe(true);

      const edited = { id: '1', createdBy, createdAt, file: null, endedAt: null, ...edition };
      expect(await (await reopen()).series.find('1')).toEqual(edited);
      expect(await store().series.advance('1', { from: 12, to: 20, now: 12 })).toBe(true);
      await store().series.end('1', 13);
      expect(await store().series.edit('1', edition)).toBe(false);
      expect(await store().series.edit('none', edition)).toBe(false);
    });

    it('is held by one until its transaction ends', async () => {
      const { id, createdBy, createdAt, ...plain } = series('1');
      await store().series.add({ id, createdBy, createdAt, ...plain });
      const other = await second();
      const addWord = (of: ReturnType<typeof store>, word: string) =>
        of.transaction(async ({ series: records }) => {
          const held = await records.hold('1');
          const text = `${held?.text}${word}`;
          return records.edit('1', { ...plain, text, changedBy: word, changedAt: 1 });
        });

      await Promise.all([addWord(store(), '甲'), addWord(other, '乙')]);

      const text = (await store().series.find('1'))?.text;
      expect([`${plain.text}甲乙`, `${plain.text}乙甲`]).toContain(text);
      expect(await store().series.hold('none')).toBeNull();
    });

    it('lists its occurrences, the newest first', async () => {
      for (const [one, at] of [
        ['first', 8],
        ['third', 10],
        ['second', 9],
      ] as const)
        await store().broadcasts.add(broadcast(one, { seriesId: '1', at }));
      await store().broadcasts.add(broadcast('alone'));

      expect((await store().broadcasts.listOccurrences('1', 2)).map(({ id }) => id)).toEqual(['third', 'second']);
    });

    it('knows its occurrences that may still be sent', async () => {
      const of = (id: string, at: number) => broadcast(id, { seriesId: '1', at, closesAt: at + 10 });
      for (const one of [of('over', 0), of('second', 9), of('first', 8), of('off', 9)])
        await store().broadcasts.add(one);
      await store().broadcasts.add(broadcast('alone', { closesAt: 90 }));
      await store().broadcasts.cancel('off', 9);

      expect((await store().broadcasts.listOpen('1', 10)).map(({ id }) => id)).toEqual(['first', 'second']);
    });
  });
}
