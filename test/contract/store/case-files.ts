import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

export function caseFilesContract({ store }: Bench): void {
  describe('files of cases', () => {
    it('are listed in order, once a key, with what they are', async () => {
      const photo = { name: '现场.jpg', mime: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8, 0xff]) };
      const fileId = await store().files.put(photo, { now: 1, expiresAt: null });
      const entry = { id: 'f1', key: 'message/1/0', caseNo: '2026-0001', fileId, addedAt: 5 };

      expect(await store().caseFiles.add(entry)).toBe(true);
      expect(await store().caseFiles.add({ ...entry, id: 'f2' })).toBe(false);
      await store().caseFiles.add({ ...entry, id: 'f3', key: 'message/1/1', addedAt: 4 });

      const kept = { caseNo: '2026-0001', fileId, name: '现场.jpg', mime: 'image/jpeg', size: 3 };
      expect(await store().caseFiles.list('2026-0001')).toEqual([
        { id: 'f3', addedAt: 4, ...kept },
        { id: 'f1', addedAt: 5, ...kept },
      ]);
      expect(await store().caseFiles.list('2026-0002')).toEqual([]);
      expect(await store().caseFiles.listOf(['2026-0001', '2026-0002'])).toEqual(
        new Map([['2026-0001', await store().caseFiles.list('2026-0001')]]),
      );
      expect(await store().caseFiles.listOf([])).toEqual(new Map());
      expect(await store().caseFiles.find('f1')).toEqual({ id: 'f1', addedAt: 5, ...kept });
      expect(await store().caseFiles.find('f9')).toBeNull();
      expect(await store().caseFiles.hasKey('2026-0001', 'message/1/0')).toBe(true);
      expect(await store().caseFiles.hasKey('2026-0002', 'message/1/0')).toBe(false);
      await store().files.release(fileId, 2);
      expect(await store().files.removeExpired(Number.MAX_SAFE_INTEGER)).toBe(0);
    });
  });
}
