import { describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../../src/domain/message.ts';
import { createReception } from '../../../src/features/reception/reception.ts';
import type { Ability } from '../../../src/features/inbox/inbox.ts';
import { dayDraft, type DayBench, openDays } from '../../support/day-bench.ts';
import { message, organization, person } from '../../support/store-builders.ts';

const direct = { channel: 'web', kind: 'direct', platformId: 'wang', title: null } as const;
let keys = 0;

/** Stores what is said now, and lets an ability answer it: the texts of its replies, null when it does not. */
async function say(bench: DayBench, ability: Ability, words: string | Partial<InboundMessage>) {
  const { store, clock } = bench;
  const changes = typeof words === 'string' ? { text: words } : words;
  const said = message(`${(keys += 1)}`, { sentAt: clock.now(), ...changes });
  const { messageId } = await store.messages.accept(said, clock.now());
  const stored = await store.messages.find(messageId);
  const outcome = stored === null ? null : await ability(stored);
  if (outcome === null) return null;
  return (await store.transaction(outcome)).map((reply) => reply.text);
}

async function opened(): Promise<DayBench & { id: string; record: Ability }> {
  const bench = await openDays();
  await bench.enroll();
  const { id } = await bench.desk.plan(dayDraft());
  bench.clock.set('2026-12-03T09:30:00+08:00');
  await bench.plan.planDue();
  const { handle } = createReception({ records: bench.store, timeZone: 'Asia/Shanghai' });
  return { ...bench, id, record: handle };
}

const casesOf = async ({ store }: DayBench, id: string): Promise<string[]> =>
  (await store.receptionDays.pageCases(id, { after: null, limit: 10 })).map(({ content }) => content);

describe('cases of a reception day', () => {
  it('are those said in its groups while it is open', async () => {
    const bench = await opened();
    await say(bench, bench.record, '建议：多办政策培训');
    await bench.desk.close(bench.id, '秘书');
    bench.clock.advance(1_000);
    await say(bench, bench.record, '建议：会费分两次交');

    expect(await casesOf(bench, bench.id)).toEqual(['多办政策培训']);
  });

  it('are those said in private too, by who has spoken in one of its groups', async () => {
    const bench = await opened();
    await say(bench, bench.record, { text: '建议：会费分两次交', conversation: direct });
    await say(bench, bench.handle, '大家好');
    await say(bench, bench.record, { text: '建议：多办政策培训', conversation: direct });

    expect(await casesOf(bench, bench.id)).toEqual(['多办政策培训']);
  });

  it('are named for it later by staff, all of them or none, and it stands in their story', async () => {
    const bench = await opened();
    await bench.desk.close(bench.id, '秘书');
    bench.clock.advance(1_000);
    await say(bench, bench.record, '建议：会费分两次交');

    await expect(bench.desk.addCases(bench.id, ['2026-0001', '2026-0009'], '李干事')).rejects.toMatchObject({
      code: 'record/not-found',
    });
    expect(await casesOf(bench, bench.id)).toEqual([]);
    await bench.desk.addCases(bench.id, ['2026-0001'], '李干事');
    await bench.desk.addCases(bench.id, ['2026-0001'], '李干事');
    expect(await casesOf(bench, bench.id)).toEqual(['会费分两次交']);
    expect((await bench.store.cases.steps('2026-0001')).map(({ who, note }) => [who, note]).slice(1)).toEqual([
      ['李干事', '归到 2026-12-03 接待日'],
    ]);
  });
});

describe('a reception day in chat', () => {
  it('tells of the next days to whom they are for', async () => {
    const bench = await openDays();
    await bench.enroll();
    const other = await bench.enroll('other');
    await bench.desk.plan(dayDraft());
    await bench.desk.plan(dayDraft({ date: '2026-12-02', host: '王会长', to: `group:${other}` }));

    for (const asked of ['/接待日', '/days', '接待日是什么时候？', '下次接待日几号']) {
      const [reply = ''] = (await say(bench, bench.handle, asked)) ?? [];
      expect(reply).toContain('12月3日（星期四）09:30-11:30，张会长接待，线上，主题：涉企收费');
      expect(reply).not.toContain('王会长');
    }
  });

  it('says when there is none, and is silent to everything else', async () => {
    const bench = await openDays();

    expect(await say(bench, bench.handle, '/接待日')).toEqual([
      '近期还没有安排接待日。有建议、诉求平时也可以直接告诉我，我会登记。',
    ]);
    for (const text of ['你好', '帮助', '', '长沙接待日收集了多少条意见建议', '接待日收到的建议怎么办理？'])
      expect(await say(bench, bench.handle, text)).toBeNull();
  });

  it('tells staff in private how it stands, and members not', async () => {
    const bench = await opened();
    await say(bench, bench.record, '建议：多办政策培训');
    const { id } = bench;
    const asMember = await say(bench, bench.handle, { text: '/接待日', conversation: direct });
    await bench.store.users.add({ id: 'u', name: '李干事', role: 'staff', createdAt: 1, disabledAt: null });
    const chat = await bench.store.conversations.findByRef(direct);
    const [known] = await bench.store.members.listSpeakers([chat?.id ?? '']);
    await bench.store.bindings.bind({ memberId: known?.member.id ?? '', userId: 'u', at: 1 });
    const [asStaff = ''] = (await say(bench, bench.handle, { text: '/接待日', conversation: direct })) ?? [];

    expect(asMember?.join()).not.toContain(id);
    expect(asStaff).toContain(`（开放中，编号 ${id}，诉求 1 件）`);
  });

  it('helps to speak while it is open', async () => {
    const bench = await opened();
    const [greeted = ''] = (await say(bench, bench.handle, '你好')) ?? [];
    const [helped = ''] = (await say(bench, bench.handle, '/帮助')) ?? [];

    expect(greeted).toContain('现在是接待日，到 11:30 为止，张会长接待');
    expect(helped).toMatch(/^帮助\n\n现在是接待日/u);
  });

  it('invites in private whoever is bound to an association of its groups, once', async () => {
    const bench = await openDays();
    const { store, desk, plan, clock } = bench;
    const groupId = await bench.enroll();
    await store.organizations.put([organization('餐饮协会')]);
    await store.people.put([person('王会长', '餐饮协会')]);
    await store.conversations.setOrganization(groupId, 'o-餐饮协会');
    await say(bench, bench.handle, { text: '在吗', conversation: direct });
    const chat = await store.conversations.findByRef(direct);
    const [known] = await store.members.listSpeakers([chat?.id ?? '']);
    await store.bindings.bindPerson({ memberId: known?.member.id ?? '', personId: 'p-餐饮协会-王会长', at: 1 });
    const { id } = await desk.plan(dayDraft());
    clock.set('2026-12-03T09:30:00+08:00');
    await plan.planDue();
    await plan.planDue();

    const invited = await store.deliveries.listByKey(`day/${id}/invite/`);
    expect(invited.map(({ conversationId, text }) => [conversationId, text.split('\n')[0]])).toEqual([
      [chat?.id, '您好，接待日开始了，到 11:30 为止。'],
    ]);
    expect((await desk.show(id)).steps.at(-1)?.note).toBe('私聊邀请 1 人；通知 1 个群');

    // The group has heard of it, the chat still waits: nobody is invited to what is over.
    const [told] = await store.deliveries.listByKey(`broadcast/day/${id}/open/`);
    await store.deliveries.claim({ owner: 'a', now: clock.now(), leaseMs: 9_000 }, { limit: 1, channels: ['web'] });
    await store.deliveries.markSending(told?.id ?? '', 'a', clock.now());
    await store.deliveries.markSent(told?.id ?? '', 'a', { at: clock.now(), platformMessageId: null });
    await desk.close(id, '李干事');
    expect(await store.deliveries.find(told?.id ?? '')).toMatchObject({ state: 'sent' });
    expect(await store.deliveries.find(invited[0]?.id ?? '')).toMatchObject({ state: 'skipped', reason: '已取消' });
  });
});
