import { describe, expect, it } from 'vitest';
import { type CarriedFile, largestFileBytes } from '../../../src/domain/file.ts';
import type { Store } from '../../../src/ports/store.ts';
import { broadcast, delivery, group, series } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const sheet = { name: '收到名单 “一”.xlsx', mime: 'application/x', bytes: Uint8Array.from([0, 255, 10, 13, 0, 128]) };
const kept = { now: 1, expiresAt: null };

export function filesContract({ store, second, reopen }: Bench): void {
  describe('files', () => {
    it('come back byte by byte, after a restart and in another process', async () => {
      const id = await store().files.put(sheet, kept);

      for (const another of [second, reopen]) {
        const open = await another();
        const { bytes = [], ...facts } = (await open.files.read(id)) ?? {};
        expect({ ...facts, bytes: [...bytes] }).toEqual({ ...sheet, bytes: [...sheet.bytes] });
        expect(await open.files.find(id)).toEqual({ id, name: sheet.name, mime: sheet.mime, size: 6 });
      }
      expect(await store().files.read('none')).toBeNull();
      expect(await store().files.find('none')).toBeNull();
    });

    it('are in memory once for all who read them, and gone for all when they are removed', async () => {
      const id = await store().files.put(sheet, { now: 1, expiresAt: 10 });

      const [one, two] = await Promise.all([store().files.read(id), store().files.read(id)]);
      const three = await store().files.read(id);
      expect(two?.bytes).toBe(one?.bytes);
      expect(three).toEqual(one);
      expect(three?.bytes).toBe(one?.bytes);

      await store().files.removeExpired(10);
      expect(await store().files.read(id)).toBeNull();
      expect(one?.bytes).toHaveLength(6);
    });

    it('are kept once, whoever puts them; another name or content is another file', async () => {
      const other = await second();
      const [one, two] = await Promise.all([store().files.put(sheet, kept), other.files.put(sheet, kept)]);

      expect(one).toBe(two);
      expect(one).toMatch(/^[0-9a-f]{64}$/u);
      expect(await store().files.put({ ...sheet, name: '另一份.xlsx' }, kept)).not.toBe(one);
      expect(await store().files.put({ ...sheet, bytes: new Uint8Array() }, kept)).not.toBe(one);
    });

    it('of an owner are another file than those of somebody else, or of nobody', async () => {
      const ids = [
        await store().files.put(sheet, kept),
        await store().files.put(sheet, { ...kept, owner: 'u-1' }),
        await store().files.put(sheet, { ...kept, owner: 'u-2' }),
      ];

      expect(new Set(ids).size).toBe(3);
      expect(await store().files.put(sheet, { ...kept, owner: 'u-1' })).toBe(ids[1]);
      expect(await Promise.all(ids.map((id) => store().files.isOf(id, 'u-1')))).toEqual([false, true, false]);
      expect(await store().files.isOf('none', 'u-1')).toBe(false);
    });

    it('may be as large as they say, and no larger', async () => {
      const bytes = new Uint8Array(largestFileBytes).fill(7);
      const id = await store().files.put({ ...sheet, bytes }, kept);

      expect(Buffer.from((await store().files.read(id))?.bytes ?? []).equals(bytes)).toBe(true);
      const larger = store().files.put({ ...sheet, bytes: new Uint8Array(largestFileBytes + 1) }, kept);
      await expect(larger).rejects.toMatchObject({ code: 'input/too-long', message: expect.stringContaining('20 MB') });
    });

    it('are removed when their time is over, but not while a delivery waits for them', async () => {
      const conversationId = await group(store());
      const put = (name: string, expiresAt: number | null) =>
        store().files.put({ ...sheet, name }, { now: 1, expiresAt });
      const [over, waited, open, forever] = [
        await put('a', 10),
        await put('b', 10),
        await put('c', 11),
        await put('d', null),
      ];
      await store().deliveries.add([delivery('1', conversationId, { fileId: waited })], 1);

      expect(await store().files.removeExpired(10)).toBe(1);
      expect(await idsOf(store(), [over, waited, open, forever])).toEqual([waited, open, forever]);
      expect(await store().deliveries.find('1')).toMatchObject({ fileId: waited });
      await store().deliveries.claim({ owner: 'a', now: 1, leaseMs: 9 }, { limit: 1, channels: ['web'] });
      await store().deliveries.end('1', 'a', { state: 'failed', reason: '' });
      expect(await store().files.removeExpired(10)).toBe(1);
      expect(await idsOf(store(), [waited, open])).toEqual([open]);
    });

    it('are not removed while a series goes on that sends them', async () => {
      const id = await store().files.put(sheet, { now: 1, expiresAt: 10 });
      await store().series.add(series('s', { file: { id, name: sheet.name, size: 6 } }));

      expect(await store().files.removeExpired(10)).toBe(0);
      await store().series.end('s', 20);
      expect(await store().files.removeExpired(10)).toBe(1);
    });

    it('are kept until a later time, and never for less than was said before', async () => {
      const id = await store().files.put(sheet, { now: 1, expiresAt: 10 });

      expect(await store().files.keep(id, 20)).toBe(true);
      expect(await store().files.keep(id, 15)).toBe(true);
      expect(await store().files.removeExpired(19)).toBe(0);
      expect(await store().files.removeExpired(20)).toBe(1);
      expect(await store().files.keep(id, 30)).toBe(false);
    });

    it('are released before their time when nobody has them or may get them', async () => {
      const put = async (name: string): Promise<CarriedFile> => {
        const id = await store().files.put({ ...sheet, name }, { now: 1, expiresAt: 1_000 });
        return { id, name, size: 6 };
      };
      const files = await Promise.all(['off', 'on', 'series', 'sent', 'shown'].map(put));
      const [off, on, again, sent, shown] = files;
      const id = await group(store());
      const told = { conversationId: id, text: '', replyTo: null, name: '清语', at: 1 };
      await store().broadcasts.add(broadcast('off', { file: off ?? null }));
      await store().broadcasts.cancel('off', 2);
      await store().deliveries.add([delivery('never', id, { fileId: off?.id ?? null, skipped: '已取消' })], 1);
      await store().broadcasts.add(broadcast('on', { file: on ?? null }));
      await store().series.add(series('s', { file: again ?? null }));
      await store().deliveries.add([delivery('sent', id, { fileId: sent?.id ?? null })], 1);
      await store().messages.recordOutbound({ ...told, key: 'shown', file: shown ?? null });

      for (const file of files) await store().files.release(file.id, 5);

      expect(await store().files.removeExpired(4)).toBe(0);
      expect(await store().files.removeExpired(5)).toBe(1);
      expect(await store().files.find(off?.id ?? '')).toBeNull();
    });

    it('put again are kept for the longer of both times', async () => {
      const id = await store().files.put(sheet, { now: 1, expiresAt: 10 });
      await store().files.put(sheet, { now: 1, expiresAt: 5 });
      expect(await store().files.removeExpired(9)).toBe(0);
      await store().files.put(sheet, kept);

      expect(await store().files.removeExpired(1_000)).toBe(0);
      expect(await store().files.find(id)).not.toBeNull();
    });

    it('are there with everything of their transaction, or not at all', async () => {
      const failing = store().transaction(async ({ files }) => {
        await files.put(sheet, kept);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');

      expect(await store().files.removeExpired(Number.MAX_SAFE_INTEGER)).toBe(0);
      const id = await store().transaction(({ files }) => files.put(sheet, kept));
      expect(await store().files.find(id)).not.toBeNull();
    });
  });
}

async function idsOf({ files }: Store, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => files.find(id)));
  return found.flatMap((one) => (one === null ? [] : [one.id]));
}
