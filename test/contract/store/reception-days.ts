import { describe, expect, it } from 'vitest';
import type { DayChanges } from '../../../src/ports/reception-days.ts';
import { message, newCase, receptionDay } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const step = { at: 5_000, who: '李干事', action: 'announce', note: '3 个群' } as const;

export function receptionDaysContract({ store, second, reopen }: Bench): void {
  const open = async (id: string, changes: DayChanges = {}) => {
    await store().receptionDays.add(receptionDay(id));
    const opened = { status: 'open', openedAt: 1_000, ...changes } as const;
    await store().receptionDays.change({ id, version: 1 }, opened, { ...step, action: 'open' });
  };

  describe('reception days', () => {
    it('keeps what was planned, once by its id, with who planned it', async () => {
      const given = receptionDay('d1', { topics: ['涉企收费', '会费'], place: null, ruleId: 'r1' });

      expect(await store().receptionDays.add(given)).toBe(true);
      expect(await (await second()).receptionDays.add({ ...given, host: '别人' })).toBe(false);
      const fresh = { reason: null, minutes: null, remindedAt: null, openedAt: null, closedAt: null };
      const kept = { ...given, ...fresh, status: 'planned', version: 1 };
      expect(await (await reopen()).receptionDays.find('d1')).toEqual(kept);
      expect(await store().receptionDays.find('d2')).toBeNull();
      expect(await store().receptionDays.steps('d1')).toEqual([
        { seq: 1, at: given.createdAt, who: given.createdBy, action: 'plan', note: null },
      ]);
    });

    it('keeps its story, and nothing else ever changes', async () => {
      await store().receptionDays.add(receptionDay('d1'));
      const changed = await store().receptionDays.change({ id: 'd1', version: 1 }, { status: 'announced' }, step);

      expect(changed).toMatchObject({ status: 'announced', version: 2 });
      const again = await reopen();
      expect(await again.receptionDays.find('d1')).toEqual(changed);
      expect((await again.receptionDays.steps('d1')).at(1)).toEqual({ ...step, seq: 2 });
    });

    it('lets one of several make a change, and the others know', async () => {
      await store().receptionDays.add(receptionDay('d1'));
      const looked = { id: 'd1', version: 1 };
      const stores = [store(), await second(), store()];
      const made = await Promise.all(
        stores.map((one) => one.receptionDays.change(looked, { status: 'announced' }, step)),
      );

      expect(made.filter((one) => one !== null)).toHaveLength(1);
      expect(await store().receptionDays.steps('d1')).toHaveLength(2);
      expect(await store().receptionDays.change({ id: 'none', version: 1 }, {}, step)).toBeNull();
    });

    it('lists those that begin within a time, in order', async () => {
      for (const [id, startsAt] of [
        ['b', 2_000],
        ['a', 1_000],
        ['c', 3_000],
      ] as const)
        await store().receptionDays.add(receptionDay(id, { startsAt }));
      const between = async (from: number, until: number, limit = 9) =>
        (await store().receptionDays.listBetween({ from, until, limit })).map(({ id }) => id);

      expect([await between(1_000, 3_000), await between(0, 9_000, 2)]).toEqual([
        ['a', 'b'],
        ['a', 'b'],
      ]);
    });

    it('tells on which something is due, the longest due first', async () => {
      await store().receptionDays.add(receptionDay('late', { announceAt: 300, startsAt: 9_000 }));
      await store().receptionDays.add(receptionDay('early', { announceAt: 200, startsAt: 9_000 }));
      await store().receptionDays.add(receptionDay('silent', { announceAt: null, startsAt: 9_000 }));
      const due = async (now: number) => (await store().receptionDays.listDue(now, 10)).map(({ id }) => id);

      expect(await due(199)).toEqual([]);
      expect(await due(300)).toEqual(['early', 'late']);
      expect(await due(9_000)).toEqual(['early', 'late', 'silent']);
      await store().receptionDays.change({ id: 'early', version: 1 }, { status: 'cancelled' }, step);
      expect(await due(9_000)).toEqual(['late', 'silent']);
      await store().receptionDays.change({ id: 'late', version: 1 }, { status: 'announced', remindAt: null }, step);
      expect(await due(8_999)).toEqual([]);
    });

    it('lists page by page, the last first, and those that come in order', async () => {
      for (const [id, startsAt] of [
        ['a', 100],
        ['b', 300],
        ['c', 300],
        ['d', 200],
      ] as const)
        await store().receptionDays.add(receptionDay(id, { startsAt, endsAt: startsAt + 50 }));
      const page = async (after: { startsAt: number; id: string } | null) =>
        (await store().receptionDays.page({ status: null, after, limit: 2 })).map(({ id }) => id);

      expect(await page(null)).toEqual(['c', 'b']);
      expect(await page({ startsAt: 300, id: 'b' })).toEqual(['d', 'a']);
      expect(await page({ startsAt: 100, id: 'a' })).toEqual([]);
      await store().receptionDays.change({ id: 'd', version: 1 }, { status: 'cancelled' }, step);
      expect((await store().receptionDays.listAhead(150, 5)).map(({ id }) => id)).toEqual(['b', 'c']);
      expect((await store().receptionDays.page({ status: 'cancelled', after: null, limit: 5 })).length).toBe(1);
    });

    it('lists those of a rule that are still to come', async () => {
      for (const [id, startsAt] of [
        ['b', 300],
        ['a', 200],
        ['old', 100],
      ] as const)
        await store().receptionDays.add(receptionDay(id, { startsAt, ruleId: 'r1' }));
      await store().receptionDays.add(receptionDay('other', { startsAt: 300, ruleId: 'r2' }));

      expect((await store().receptionDays.listOfRule('r1', 100)).map(({ id }) => id)).toEqual(['a', 'b']);
    });

    it('knows which day is open for what is said in a group, and when', async () => {
      await open('d1', { closedAt: 2_000 });
      await store().receptionDays.addRooms('d1', ['g-1', 'g-2']);
      await store().receptionDays.addRooms('d1', ['g-2']);
      const openAt = async (conversationId: string, at: number) =>
        (await store().receptionDays.findOpenFor({ conversationId, memberId: 'm', at }))?.id ?? null;

      expect(await openAt('g-2', 999)).toBeNull();
      expect(await openAt('g-2', 1_000)).toBe('d1');
      expect(await openAt('g-1', 1_999)).toBe('d1');
      expect(await openAt('g-1', 2_000)).toBeNull();
      expect(await openAt('g-3', 1_500)).toBeNull();
    });

    it('is open in private too, for whoever has spoken in one of its groups', async () => {
      const said = await store().messages.accept(message('1'), 500);
      const { conversationId: groupId, memberId } = (await store().messages.find(said.messageId)) ?? {};
      const direct = { channel: 'web', kind: 'direct', platformId: 'p' } as const;
      const { id: chat } = await store().conversations.ensure(direct, null);
      await open('d1');
      await store().receptionDays.addRooms('d1', [groupId ?? '']);
      const openFor = async (conversationId: string, member: string) =>
        (await store().receptionDays.findOpenFor({ conversationId, memberId: member, at: 1_500 }))?.id ?? null;

      expect(await openFor(chat, memberId ?? '')).toBe('d1');
      expect(await openFor(chat, 'stranger')).toBeNull();
      const { id: other } = await store().conversations.ensure({ ...direct, kind: 'group', platformId: 'o' }, null);
      expect(await openFor(other, memberId ?? '')).toBeNull();
    });

    it('lists and counts its cases without the others', async () => {
      for (const number of [1, 2, 3]) await store().cases.record(newCase(number, { receptionDayId: 'd1' }));
      await store().cases.record(newCase(4, { receptionDayId: 'd2' }));
      await store().cases.record(newCase(5, { receptionDayId: 'd1', kind: 'complaint' }));
      const page = async (after: string | null) =>
        (await store().receptionDays.pageCases('d1', { after, limit: 2 })).map(({ no }) => no);

      expect(await page(null)).toEqual(['2026-0001', '2026-0002']);
      expect(await page('2026-0002')).toEqual(['2026-0003', '2026-0005']);
      expect(await page('2026-0005')).toEqual([]);
      expect(await store().receptionDays.countCases('d1')).toEqual([
        { kind: 'complaint', status: 'registered', cases: 1 },
        { kind: 'suggestion', status: 'registered', cases: 3 },
      ]);
    });

    it('keeps what is said in public of a case, the last word', async () => {
      await store().receptionDays.putPoint('d1', { caseNo: '2026-0002', said: null, decided: '已减免' });
      await store().receptionDays.putPoint('d1', { caseNo: '2026-0001', said: '停车难', decided: null });
      await store().receptionDays.putPoint('d1', { caseNo: '2026-0002', said: '会费', decided: '年底前减免' });

      expect(await store().receptionDays.listPoints('d1')).toEqual([
        { caseNo: '2026-0001', said: '停车难', decided: null },
        { caseNo: '2026-0002', said: '会费', decided: '年底前减免' },
      ]);
    });
  });
}
