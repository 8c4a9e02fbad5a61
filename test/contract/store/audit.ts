import { describe, expect, it } from 'vitest';
import type { NewAuditEntry } from '../../../src/domain/audit.ts';
import type { Bench } from '../store.ts';

const entry = (subject: string, changes: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  at: 10,
  who: '周秘书',
  action: 'broadcast/plan',
  subject,
  detail: { groups: 3, urgent: null, late: false, text: '通知' },
  ...changes,
});

export function auditContract({ store, second, reopen }: Bench): void {
  describe('the audit log', () => {
    it('keeps what was done as it was told, in order, over a restart', async () => {
      await store().audit.append(entry('b1'));
      await store().audit.append(entry('b2', { at: 5, action: 'broadcast/edit' }));

      const again = await reopen();
      const entries = await again.audit.list(0, 100);
      expect(entries).toMatchObject([
        { seq: 1, ...entry('b1') },
        { seq: 2, ...entry('b2', { at: 5, action: 'broadcast/edit' }) },
      ]);
      expect(entries.map(({ hash }) => /^[0-9a-f]{64}$/u.test(hash))).toEqual([true, true]);
      expect(await again.audit.verify()).toEqual({
        entries: 2,
        head: entries[1]?.hash,
        broken: null,
        brokenBefore: [],
      });
    });

    it('is whole when it is empty', async () => {
      expect(await store().audit.verify()).toEqual({ entries: 0, head: '', broken: null, brokenBefore: [] });
      expect(await store().audit.list(0, 100)).toEqual([]);
    });

    it('lists from an instant to before another', async () => {
      for (const at of [9, 10, 19, 20]) await store().audit.append(entry(`at ${at}`, { at }));

      expect((await store().audit.list(10, 20)).map(({ subject }) => subject)).toEqual(['at 10', 'at 19']);
    });

    it('is read page by page, the newest first, by who, what, when and a part of what it was done to', async () => {
      for (const at of [10, 20, 30, 40]) await store().audit.append(entry(`b${at}`, { at }));
      await store().audit.append(entry('100%_b\\', { at: 50, who: '李工', action: 'user/add' }));
      const any = { from: null, until: null, who: null, action: null, subject: null };
      const subjects = async (filter: object, at: object = {}): Promise<string[]> =>
        (await store().audit.page({ ...any, ...filter }, { before: null, limit: 10, ...at })).map((one) => one.subject);

      expect(await subjects({}, { limit: 2 })).toEqual(['100%_b\\', 'b40']);
      expect(await subjects({}, { limit: 2, before: 4 })).toEqual(['b30', 'b20']);
      expect(await subjects({ from: 20, until: 40 })).toEqual(['b30', 'b20']);
      expect(await subjects({ who: '李工' })).toEqual(['100%_b\\']);
      expect(await subjects({ subject: 'B4' })).toEqual(['b40']);
      expect(await subjects({ action: 'broadcast/plan' })).toHaveLength(4);
      expect(await subjects({ subject: 'b3' })).toEqual(['b30']);
      for (const part of ['%_', '\\']) expect(await subjects({ subject: part })).toEqual(['100%_b\\']);
      expect(await subjects({ subject: "' or 1=1 --" })).toEqual([]);
    });

    it('takes words that no database keeps as they are, and stays whole', async () => {
      await store().audit.append(entry('a\0b\ud842', { who: '周\0', detail: { text: '\0 \ud842 𠮷 "\\' } }));

      expect(await store().audit.verify()).toMatchObject({ entries: 1, broken: null });
      expect(await store().audit.list(0, 100)).toMatchObject([{ detail: { text: '\0 \ud842 𠮷 "\\' } }]);
    });

    it('has an entry when the act of its transaction is there, and not otherwise', async () => {
      const act = store().transaction(async ({ audit }) => {
        await audit.append(entry('nothing'));
        throw new Error('it did not happen');
      });
      await expect(act).rejects.toThrow('it did not happen');

      expect(await store().audit.append(entry('something'))).toMatchObject({ seq: 1 });
      expect(await store().audit.verify()).toMatchObject({ entries: 1, broken: null });
    });

    it('is one chain, however many add to it at a time', async () => {
      const stores = [store(), await second()];
      const adding = Array.from({ length: 30 }, (_, index) => stores[index % 2]?.audit.append(entry(`${index}`)));

      await Promise.all(adding);

      expect(await store().audit.verify()).toMatchObject({ entries: 30, broken: null });
      const seqs = (await store().audit.list(0, 100)).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    });
  });
}
