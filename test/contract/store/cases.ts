import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/domain/case.ts';
import type { WaitingCase } from '../../../src/ports/assignments.ts';
import { type CaseOrderBy, caseOrders, type CasePlace } from '../../../src/ports/cases.ts';
import { newCase, organization } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const everything = { from: null, to: null, status: null, kind: null };

export function casesContract({ store, second, reopen }: Bench): void {
  describe('cases', () => {
    it('records what was taken down, under the next number of its year', async () => {
      const given = newCase(1, { phone: '13800138000', category: '会费', expectation: '一周内答复', dueAt: 9_000 });
      const recorded = await store().cases.record(given);

      const { year: _year, key: _key, who: _who, ...kept } = given;
      const fresh = {
        status: 'registered',
        version: 1,
        updatedAt: 1_000,
        endedAt: null,
        mergedInto: null,
        satisfaction: null,
      };
      expect(recorded).toEqual({ ...kept, ...fresh, no: '2026-0001', email: null, organizationId: null, details: {} });
      expect(await store().cases.record(newCase(2))).toMatchObject({ no: '2026-0002' });
      expect(await store().cases.record(newCase(3, { year: 2027 }))).toMatchObject({ no: '2027-0001' });
      const again = await reopen();
      expect(await again.cases.find('2026-0001')).toEqual(recorded);
      expect(await again.cases.record(newCase(4))).toMatchObject({ no: '2026-0003' });
      expect(await again.cases.find('2026-9999')).toBeNull();
    });

    it('tells page by page what figures are made of', async () => {
      const first = await store().cases.record(newCase(1, { dueAt: 9_000 }));
      await store().cases.record(newCase(2, { organization: null }));
      const step = { who: '李干事', note: null, detail: {} };
      const given = await store().cases.change(
        first,
        { status: 'in_progress' },
        { ...step, at: 2_000, action: 'assign' },
      );
      const ended = { status: 'resolved', endedAt: 3_000 } as const;
      const done = await store().cases.change(given, ended, { ...step, at: 3_000, action: 'resolve' });
      const again = await store().cases.change(done, { endedAt: null }, { ...step, at: 4_000, action: 'reopen' });
      await store().cases.change(again, ended, { ...step, at: 5_000, action: 'resolve' });

      const [one, ...more] = await store().cases.pageCounted(everything, null, 1);

      expect(more).toEqual([]);
      expect(one).toEqual({
        no: '2026-0001',
        kind: 'suggestion',
        organization: '长沙市餐饮行业协会',
        status: 'resolved',
        satisfaction: null,
        createdAt: 1_000,
        endedAt: 3_000,
        dueAt: 9_000,
        answeredAt: 3_000,
        wasAssigned: true,
      });
      expect(await store().cases.pageCounted(everything, one ?? null, 10)).toMatchObject([
        { no: '2026-0002', organization: null, endedAt: null, answeredAt: null, wasAssigned: false },
      ]);
    });

    it('makes one case of one part of a message, however often it is recorded', async () => {
      const first = await store().cases.record(newCase(1));

      expect(await store().cases.record(newCase(1, { content: '又一遍' }))).toEqual(first);
      expect(await store().cases.record(newCase(1, { key: 'message/1/1' }))).toMatchObject({ no: '2026-0002' });
      expect(await store().cases.record(newCase(2))).toMatchObject({ no: '2026-0003' });
    });

    it('gives every number once and leaves none out when many record at the same time', async () => {
      const other = await second();
      const recorded = await Promise.all(
        Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? store() : other).cases.record(newCase(index % 25))),
      );

      const numbers = [...new Set(recorded.map(({ no }) => no))].sort();
      expect(numbers).toEqual(Array.from({ length: 25 }, (_, index) => `2026-${String(index + 1).padStart(4, '0')}`));
    });

    it('leaves no gap when a transaction fails', async () => {
      await store().cases.record(newCase(1));
      const failing = store().transaction(async (records) => {
        await records.cases.record(newCase(2));
        throw new Error('later step');
      });

      await expect(failing).rejects.toThrow('later step');
      expect(await store().cases.record(newCase(3))).toMatchObject({ no: '2026-0002' });
    });

    it('keeps its story: each change with who, when and why, and nothing else ever changes', async () => {
      const recorded = await store().cases.record(newCase(1));
      const { no } = recorded;
      const step = { at: 2_000, who: '李干事', action: 'accept', note: '属于本会', detail: { days: 5 } } as const;
      const dueAt = 9_000;

      const changed = await store().cases.change(
        recorded,
        { status: 'accepted', dueAt, details: { city: '长沙' } },
        step,
      );

      expect(changed).toMatchObject({
        status: 'accepted',
        version: 2,
        dueAt,
        updatedAt: 2_000,
        details: { city: '长沙' },
      });
      expect(await (await reopen()).cases.find(no)).toEqual(changed);
      expect(await store().cases.steps(no)).toEqual([
        { seq: 1, at: 1_000, who: '王会长', action: 'register', status: 'registered', note: null, detail: {} },
        { ...step, seq: 2, status: 'accepted' },
      ]);
    });

    it('refuses a change of what somebody else has changed since, and leaves no step of it', async () => {
      const recorded = await store().cases.record(newCase(1));
      const step = { at: 2_000, who: '李干事', action: 'note', note: null, detail: {} } as const;
      const other = await second();
      const tries = [store(), other].map((one) => one.cases.change(recorded, { category: '会费' }, step));

      const ended = await Promise.allSettled(tries);
      expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      await expect(store().cases.change(recorded, {}, step)).rejects.toMatchObject({ code: 'record/conflict' });
      await expect(store().cases.change({ no: '2026-9999', version: 1 }, {}, step)).rejects.toMatchObject({
        code: 'record/not-found',
      });
      expect(await store().cases.steps(recorded.no)).toHaveLength(2);
    });

    it('finds one of somebody unknown by the hash of its claim code', async () => {
      const nobody = { conversationId: null, memberId: null, memberName: null, messageId: null };
      const recorded = await store().cases.record(newCase(1, { ...nobody, claimHash: 'a1', key: 'claim/a1' }));

      expect(await store().cases.findByClaim('a1')).toEqual(recorded);
      expect(await store().cases.findByClaim('b2')).toBeNull();
    });

    it('lists the newest last, within a span of time, by status and kind', async () => {
      await store().cases.record(newCase(1, { createdAt: 30 }));
      await store().cases.record(newCase(2, { createdAt: 10, kind: 'complaint' }));
      await store().cases.record(newCase(3, { createdAt: 20 }));
      const list = async (filter: object): Promise<(number | null)[]> =>
        (await store().cases.list({ ...everything, ...filter })).map(({ messageId }) => messageId);

      expect(await list({})).toEqual([2, 3, 1]);
      expect(await list({ from: 10, to: 30 })).toEqual([2, 3]);
      expect(await list({ kind: 'complaint' })).toEqual([2]);
      expect(await list({ status: 'registered', from: 20 })).toEqual([3, 1]);
    });

    it('lists and counts those of an organization of the address book: put into it, or written with its name alone', async () => {
      const twins = [organization('餐饮'), { ...organization('餐饮', { parentId: 'o-商会' }), id: 'o-二' }];
      await store().organizations.put([organization('商会'), organization('物流'), ...twins]);
      await store().cases.record(newCase(1, { organization: '物流' }));
      await store().cases.record(newCase(2, { organization: '物流公司' }));
      await store().cases.record(newCase(3, { organization: '餐饮' }));
      await store().cases.record(newCase(4, { organization: '物流', organizationId: 'o-餐饮' }));
      const list = async (organizationId: string): Promise<(number | null)[]> =>
        (await store().cases.list({ ...everything, organizationId })).map(({ messageId }) => messageId);

      expect(await list('o-物流')).toEqual([1]);
      expect(await list('o-餐饮')).toEqual([4]);
      expect(await list('o-二')).toEqual([]);
      const counts = await store().organizations.countAll();
      expect(counts.get('o-物流')).toMatchObject({ cases: 1, openCases: 1 });
      expect(counts.get('o-餐饮')).toMatchObject({ cases: 1, openCases: 1 });
      expect(counts.get('o-二')).toBeUndefined();
    });

    it('lists those of an organization by a part of its name, taken as it is written, and those of a reception day', async () => {
      await store().cases.record(newCase(1, { organization: '长沙市餐饮行业协会' }));
      await store().cases.record(newCase(2, { organization: '湖南_100%商会' }));
      await store().cases.record(newCase(3, { organization: null, receptionDayId: 'd-1' }));
      const list = async (filter: object): Promise<(number | null)[]> =>
        (await store().cases.list({ ...everything, ...filter })).map(({ messageId }) => messageId);

      expect(await list({ organization: '餐饮' })).toEqual([1]);
      expect(await list({ organization: '_100%' })).toEqual([2]);
      expect(await list({ organization: '%' })).toEqual([2]);
      expect(await list({ organization: '\\' })).toEqual([]);
      expect(await list({ receptionDayId: 'd-1' })).toEqual([3]);
    });

    it('hands its list out page by page, none twice and none left out where many came at one moment', async () => {
      for (let one = 1; one <= 25; one += 1)
        await store().cases.record(newCase(one, { createdAt: one % 3, year: 2026 + (one % 2) }));
      const listed = (await store().cases.list(everything)).map(({ no }) => no);

      const paged: string[] = [];
      for (let after: Case | null = null; ;) {
        const page: Case[] = await store().cases.page(everything, after, 4);
        paged.push(...page.map(({ no }) => no));
        if (page.length < 4) break;
        after = page.at(-1) ?? null;
      }

      expect(paged).toEqual(listed);
      expect(new Set(paged).size).toBe(25);
      expect(await store().cases.page({ ...everything, from: 2 }, null, 3)).toHaveLength(3);
    });

    it('hands out pages in any order, those without a due time last, none twice and none left out', async () => {
      for (let one = 1; one <= 13; one += 1)
        await store().cases.record(newCase(one, { createdAt: one % 4, dueAt: one % 5 === 0 ? null : one % 3 }));
      const { cases } = store();
      const read = async (by: CaseOrderBy, down: boolean): Promise<Case[]> => {
        const all: Case[] = [];
        for (let after: CasePlace | null = null; ;) {
          const page: WaitingCase[] = await cases.search({ filter: everything, by, down, after, limit: 4 });
          all.push(...page.map((one) => one.case));
          const last = page.at(-1)?.case;
          if (last === undefined || page.length < 4) return all;
          after = { value: last[by], no: last.no };
        }
      };

      for (const by of caseOrders)
        for (const down of [false, true]) {
          const values = (await read(by, down)).map((one) => one[by]);
          const known = values.filter((value) => value !== null);
          expect(known).toEqual(known.toSorted((a, b) => (down ? b - a : a - b)));
          expect(values.slice(known.length).every((value) => value === null)).toBe(true);
          expect(new Set((await read(by, down)).map(({ no }) => no)).size).toBe(13);
        }
    });

    it('finds Latin letters in either case', async () => {
      await store().cases.record(newCase(1, { organization: 'ABC科技公司', content: '地铁 wifi 很慢' }));
      const count = (filter: { words?: string[]; organization?: string }) =>
        store().cases.count({ ...everything, ...filter }, 9);

      expect(await count({ words: ['WiFi'] })).toBe(1);
      expect(await count({ organization: 'abc科技' })).toBe(1);
      expect(await count({ organization: 'abd科技' })).toBe(0);
    });

    it('searches words, whole numbers, what is open or overdue, where it comes from and who must act', async () => {
      const { cases, assignments } = store();
      const [first] = [
        await cases.record(newCase(1, { content: '停车位_不够 100%', phone: '13800138000', dueAt: 5 })),
        await cases.record(newCase(2, { organization: '停车行业协会', expectation: '一周内', dueAt: 50 })),
        await cases.record(newCase(3, { source: 'superior', organization: null, content: '督办' })),
      ];
      const responsible = { kind: 'user', id: 'u-1', name: '李干事' } as const;
      const terms = { lead: null, dueDay: null, assignedBy: '周秘书', assignedAt: 1, nextAt: null };
      await assignments.add({ id: 'a-1', caseNo: first.no, assignee: responsible, ...terms });
      const step = { at: 9, who: '李干事', action: 'note', note: null, detail: {} } as const;
      const search = async (filter: object): Promise<string[]> =>
        (
          await cases.search({
            filter: { ...everything, ...filter },
            by: 'createdAt',
            down: false,
            after: null,
            limit: 9,
          })
        ).map((one) => `${one.case.messageId}${one.assignment?.assignee.name ?? ''}`);

      expect(await search({ words: ['停车'] })).toEqual(['1李干事', '2']);
      expect(await search({ words: ['停车', '一周'] })).toEqual(['2']);
      expect(await search({ words: ['_不够 100%'] })).toEqual(['1李干事']);
      expect(await search({ words: ['0003'] })).toEqual(['3']);
      expect(await search({ words: ['138'] })).toEqual([]);
      expect(await search({ phone: '13800138000' })).toEqual(['1李干事']);
      expect(await search({ source: 'superior' })).toEqual(['3']);
      expect(await search({ dueBefore: 10 })).toEqual(['1李干事']);
      expect(await search({ assignees: [responsible] })).toEqual(['1李干事']);
      expect(await cases.count({ ...everything, words: ['停车'] }, 9)).toBe(2);
      expect(await cases.count(everything, 2)).toBe(2);
      await cases.change(first, { status: 'resolved', endedAt: 9 }, step);
      expect(await search({ dueBefore: 10 })).toEqual([]);
      expect(await search({ open: true })).toEqual(['2', '3']);
    });

    it('finds those recorded under keys', async () => {
      const recorded = await store().cases.record(newCase(1, { key: 'import/no/2026/1' }));
      await store().cases.record(newCase(2));

      expect(await store().cases.findByKeys(['import/no/2026/1', 'import/no/2026/2'])).toEqual(
        new Map([['import/no/2026/1', recorded]]),
      );
      expect((await store().cases.findByKeys([])).size).toBe(0);
    });

    it('tells the stories of several at once', async () => {
      const recorded = await store().cases.record(newCase(1));
      await store().cases.record(newCase(2));
      const step = { at: 2_000, who: '李干事', action: 'note', note: '已致电', detail: {} } as const;
      await store().cases.change(recorded, {}, step);

      const stories = await store().cases.stepsOf(['2026-0001', '2026-0002', '2026-0009']);

      expect(stories.get('2026-0001')).toEqual(await store().cases.steps('2026-0001'));
      expect(stories.get('2026-0002')).toHaveLength(1);
      expect(stories.get('2026-0009')).toEqual([]);
      expect((await store().cases.stepsOf([])).size).toBe(0);
    });

    it('lists open ones of a kind, those merged into one, and those that were rated so', async () => {
      const step = { at: 5_000, who: '李干事', action: 'note', note: null, detail: {} } as const;
      const recorded = [];
      for (const messageId of [1, 2, 3, 4])
        recorded.push(await store().cases.record(newCase(messageId, { createdAt: messageId })));
      const [first, second, third] = recorded;
      await store().cases.record(newCase(5, { kind: 'complaint', createdAt: 5 }));
      if (first === undefined || second === undefined || third === undefined) throw new Error('not recorded');
      await store().cases.change(first, { status: 'merged', mergedInto: second.no, endedAt: 5_000 }, step);
      await store().cases.change(third, { satisfaction: 'dissatisfied', endedAt: 5_000 }, step);

      const numbers = (cases: readonly { no: string }[]): string[] => cases.map(({ no }) => no.slice(-1));
      const { cases } = store();
      expect(numbers(await cases.listOpen({ kind: null, limit: 9 }))).toEqual(['5', '4', '2']);
      expect(numbers(await cases.listOpen({ kind: 'suggestion', limit: 1 }))).toEqual(['4']);
      const [newest] = await cases.listOpen({ kind: null, limit: 1 });
      expect(numbers(await cases.listOpen({ kind: null, limit: 9, after: newest ?? null }))).toEqual(['4', '2']);
      expect(numbers(await cases.listMergedInto(second.no))).toEqual(['1']);
      expect(numbers(await cases.listRated({ satisfaction: 'dissatisfied', limit: 9 }))).toEqual(['3']);
      expect(await cases.listRated({ satisfaction: 'fairly', limit: 9 })).toEqual([]);
    });

    it('counts those that wait for somebody, and those behind their day', async () => {
      const { cases } = store();
      expect(await cases.countWaiting({ since: 0, now: 9 })).toEqual({ registered: 0, fresh: 0, open: 0, overdue: 0 });
      await cases.record(newCase(1, { createdAt: 1, dueAt: 8 }));
      await cases.record(newCase(2, { createdAt: 5, dueAt: 9 }));
      const taken = await cases.record(newCase(3, { createdAt: 6, dueAt: 7 }));
      const ended = await cases.record(newCase(4, { createdAt: 7, dueAt: 1 }));
      const step = { who: '周秘书', at: 8, note: null, detail: {} };
      await cases.change(taken, { status: 'accepted' }, { ...step, action: 'accept' });
      await cases.change(ended, { status: 'declined', endedAt: 8 }, { ...step, action: 'decline' });

      const counts = await cases.countWaiting({ since: 5, now: 9 });

      expect(counts).toEqual({ registered: 2, fresh: 1, open: 3, overdue: 2 });
    });

    it('lists those of one member, newest first', async () => {
      for (const messageId of [1, 2, 3]) await store().cases.record(newCase(messageId, { createdAt: messageId }));
      await store().cases.record(newCase(4, { memberId: 'm-2' }));

      const listed = await store().cases.listOfMember('m-1', 2);
      expect(listed.map(({ messageId }) => messageId)).toEqual([3, 2]);
    });
  });
}
