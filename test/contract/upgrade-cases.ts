import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type StoreOptions } from '../../src/adapters/store/database.ts';
import { migrations } from '../../src/adapters/store/migrations/list.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import { newCase } from '../support/store-builders.ts';

/** What an upgrade promises to who has cases of the time when nobody followed them. */
export function upgradeCasesContract(
  name: string,
  prepare: () => { options: StoreOptions; drop(): Promise<void> },
): void {
  describe(`an upgrade with cases: ${name}`, () => {
    let place: ReturnType<typeof prepare>;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it('keeps them, their numbers and whose they are, and they can be followed', async () => {
      const before = migrations.findIndex(({ name }) => name.startsWith('0016'));
      const old = await openDatabase(place.options, migrations.slice(0, before));
      await sql`insert into counters (name, value) values ('cases/2026', 2)`.execute(old.write);
      for (const [number, part] of [
        [1, 0],
        [2, 1],
      ])
        await sql`insert into cases (no, year, number, kind, status, organization, contact, phone, category, content,
          expectation, conversation_id, member_id, member_name, message_id, part, due_at, created_at)
          values (${`2026-000${number}`}, 2026, ${number}, 'complaint', 'registered', '餐饮协会', '王伟', '13800000000', null,
          ${'一行\n“二”'}, '当场开', 'g-1', 'm-1', '王会长', 7, ${part}, ${1_700_000_000_000}, ${1_600_000_000_000})`.execute(
          old.write,
        );
      await old.close();

      const store = await openStore(place.options);
      const kept = {
        kind: 'complaint',
        status: 'registered',
        version: 1,
        source: 'chat',
        content: '一行\n“二”',
        endedAt: null,
      };
      const whose = { conversationId: 'g-1', memberId: 'm-1', memberName: '王会长', messageId: 7 };
      const times = { dueAt: 1_700_000_000_000, createdAt: 1_600_000_000_000 };
      expect(await store.cases.listOfMember('m-1', 9)).toMatchObject([
        { no: '2026-0002', ...kept, ...whose, ...times },
        { no: '2026-0001', ...kept, ...whose, ...times },
      ]);
      // The message that was handled before the upgrade and is handed in again is the same case.
      expect((await store.cases.record(newCase(7, { key: 'message/7/1' }))).no).toBe('2026-0002');
      expect((await store.cases.record(newCase(8))).no).toBe('2026-0003');
      const first = await store.cases.find('2026-0001');
      if (first === null) throw new Error('the case is gone');
      const step = { at: 5, who: '秘书', action: 'accept', note: null, detail: {} } as const;
      await store.cases.change(first, { status: 'accepted' }, step);
      expect((await store.cases.steps('2026-0001')).map(({ seq, who, action }) => [seq, who, action])).toEqual([
        [1, '王会长', 'register'],
        [2, '秘书', 'accept'],
      ]);
      const open = { dueBefore: null, assignees: null, after: null, limit: 9 };
      expect((await store.assignments.listWaiting(open)).map((one) => one.case.no)).toEqual([
        '2026-0001',
        '2026-0002',
        '2026-0003',
      ]);
      await store.close();
    });
  });
}
