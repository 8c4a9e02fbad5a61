import { describe, expect, it } from 'vitest';
import type { Form } from '../../../src/domain/form.ts';
import { recordCases } from '../../../src/features/reception/record.ts';
import { lostReceivers } from '../../../src/features/reception/receivers.ts';
import { by, type FollowUpBench, openFollowUp } from '../../support/follow-up-bench.ts';
import { message, organization, person, user } from '../../support/store-builders.ts';

const nobody = { name: null, organization: null, role: null };
const asks: Form = {
  id: 'suggestion',
  name: '建议',
  words: ['建议'],
  receiver: nobody,
  targetDays: 5,
  discreet: false,
  fields: [],
};
const givenTo = (receiver: Partial<Form['receiver']>): Form => ({ ...asks, receiver: { ...nobody, ...receiver } });
const waitingAsk = { overdue: false, assignee: null, after: null, limit: 10 };
const byTelephone = {
  key: 'k1',
  source: 'desk',
  kind: 'suggestion',
  content: '多办培训',
  organization: null,
  contact: null,
  phone: null,
  category: null,
  expectation: null,
  givenBy: null,
  theirNumber: null,
  dueDay: null,
  workdays: null,
} as const;

describe('a case of a kind whose form names who gets it', () => {
  it('is theirs when it is registered, until the last of the form’s working days, and they are told in private, once', async () => {
    const bench = await openFollowUp({ forms: [givenTo({ name: '李干事' })] });
    await bench.bindAccount('李干事');

    const no = await bench.submit('王会长', '多办几场用工培训', 'group');
    await bench.assignments.planDue();
    await bench.assignments.planDue();

    expect(await bench.reminded()).toEqual([
      expect.stringContaining(`李干事: 督办提醒\n新交给您办的 1 件：\n${no} 多办几场用工培训（2026-11-30 前）`),
    ]);
    const story = await bench.followUp.story(no);
    expect(story.assignments).toMatchObject([
      { assignee: '李干事', kind: 'user', dueDay: '2026-11-30', assignedBy: '表单', endedAt: null },
    ]);
    expect(story.steps.map(({ who, action, status }) => [who, action, status])).toEqual([
      ['王会长', 'register', 'registered'],
      ['表单', 'assign', 'accepted'],
    ]);
    expect(await bench.heard()).toEqual([]);
  });

  it('can be begun and ended by whoever got it', async () => {
    const bench = await openFollowUp({ forms: [givenTo({ name: '李干事' })] });
    await bench.bindAccount('李干事');
    const no = await bench.submit('王会长', '多办几场用工培训');

    await bench.say('李干事', `/督办 ${no} 已办结 下月办两场`);

    expect(await bench.store.cases.find(no)).toMatchObject({ status: 'resolved' });
  });

  it.each([
    ['a person of the address book', { name: '餐饮协会/刘委员' }],
    ['whoever has the post', { role: '纪检委员' }],
    ['whoever has the post there', { role: '纪检委员', organization: '餐饮协会' }],
  ])('is given to %s', async (_, receiver) => {
    const bench = await openFollowUp({ forms: [givenTo(receiver)] });
    await bench.bindPerson('刘委员');
    await bench.store.people.put([person('刘委员', '餐饮协会', { post: '纪检委员' })]);

    const no = await bench.submit('王会长', '多办几场用工培训');
    await bench.assignments.planDue();

    expect(await bench.reminded()).toEqual([expect.stringContaining(no)]);
  });

  it.each([
    ['by its name', { name: '餐饮协会' }],
    ['by itself', { organization: '餐饮协会' }],
    ['that is called as the post', { role: '餐饮协会' }],
  ])('is given to an organization %s, and a person has to tell them', async (_, receiver) => {
    const bench = await openFollowUp({ forms: [givenTo(receiver)] });
    await bench.store.organizations.put([organization('餐饮协会')]);

    const no = await bench.submit('王会长', '多办几场用工培训');
    await bench.assignments.planDue();

    expect((await bench.followUp.remindersByHand()).reminders).toMatchObject([{ no, assignee: '餐饮协会' }]);
  });

  it.each([
    ['没有“周法务”', { name: '周法务' }],
    ['没有叫“调解员”的账号或组织，通讯录里也没有人的职务是它。', { role: '调解员' }],
    ['没有叫“商会”的组织。', { role: '调解员', organization: '商会' }],
    ['没有叫“商会”的组织。', { organization: '商会' }],
    ['职务是“会员”的有 2 个人，请写明 name 或 organization。', { role: '会员' }],
    ['账号“停用的人”已停用', { name: '停用的人' }],
  ])('waits for staff as before where it is nobody: %s', async (why, receiver) => {
    const form = givenTo(receiver);
    const bench = await openFollowUp({ forms: [form] });
    await bench.store.users.add(user('停用的人', { disabledAt: 1 }));
    await bench.store.organizations.put([organization('餐饮协会')]);
    const members = ['甲', '乙'].map((name) => person(name, '餐饮协会', { post: '会员' }));
    await bench.store.people.put(members);

    const no = await bench.submit('王会长', '多办几场用工培训');

    expect((await bench.followUp.waiting(waitingAsk)).cases).toMatchObject([{ no, assignee: null }]);
    expect(await bench.store.cases.find(no)).toMatchObject({ status: 'registered', version: 1 });
    expect(await lostReceivers(bench.store, [form])).toEqual([expect.stringContaining(why)]);
  });

  it('tells nobody of forms without a receiver that one is missing', async () => {
    const { store } = await openFollowUp();

    expect(await lostReceivers(store, [asks])).toEqual([]);
  });

  it('is given once, however often its message is handled', async () => {
    const bench = await openFollowUp({ forms: [givenTo({ name: '李干事' })] });
    await bench.bindAccount('李干事');
    const no = await bench.submit('王会长', '多办几场用工培训');

    expect(await handleAgain(bench, 'x2')).toEqual([no]);

    await bench.assignments.planDue();
    expect((await bench.followUp.story(no)).assignments).toHaveLength(1);
    expect(await bench.reminded()).toHaveLength(1);
  });

  it('came by telephone: it is given as well, once a key, until its own day where it has one', async () => {
    const bench = await openFollowUp({ forms: [givenTo({ name: '李干事' })] });
    await bench.bindAccount('李干事');

    const first = await bench.followUp.add(byTelephone, by);
    const again = await bench.followUp.add(byTelephone, by);
    const other = await bench.followUp.add({ ...byTelephone, key: 'k2', workdays: 2 }, by);

    expect(again).toEqual(first);
    const dueOf = async (no: string) => (await bench.followUp.story(no)).assignments.map(({ dueDay }) => dueDay);
    expect(await dueOf(first.no)).toEqual(['2026-11-30']);
    expect(await dueOf(other.no)).toEqual(['2026-11-25']);
    const added = (await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).filter(
      ({ action }) => action === 'case/add',
    );
    expect(added.map(({ subject }) => subject)).toEqual([first.no, other.no]);
  });

  it('of somebody unknown is told only the next morning, so that nobody learns the hour', async () => {
    const bench = await openFollowUp({ forms: [givenTo({ name: '李干事' })] });
    await bench.bindAccount('李干事');
    bench.clock.set('2026-11-23T15:20:00+08:00');
    await bench.say('王会长', '/匿名 建议：窗口早点开门，多开几个');
    await bench.assignments.planDue();

    expect(await bench.reminded()).toEqual([]);
    const [given] = (await bench.followUp.story('2026-0001')).assignments;
    expect(given).toMatchObject({ assignee: '李干事', assignedAt: '2026-11-24T01:00:00.000Z' });
    expect((await bench.followUp.story('2026-0001')).steps.map(({ at }) => at)).toEqual([
      '2026-11-22T16:00:00.000Z',
      '2026-11-22T16:00:00.000Z',
    ]);
    bench.clock.set('2026-11-24T09:00:00+08:00');
    await bench.assignments.planDue();
    expect(await bench.reminded()).toEqual([expect.stringContaining('2026-0001')]);
  });
});

/** As after a crash that lost the end of the message, but not the case. */
async function handleAgain({ store }: FollowUpBench, messageKey: string): Promise<string[]> {
  const { messageId } = await store.messages.accept(message(messageKey), 1);
  const again = await store.messages.find(messageId);
  const [one] = await store.cases.list({ from: null, to: null, status: null, kind: null });
  if (one === undefined || again === null) throw new Error('there is no case');
  const receivers = new Map([['suggestion', { kind: 'user', id: 'u-李干事', name: '李干事' } as const]]);
  const of = { message: again, items: [one], timeZone: 'Asia/Shanghai', receivers };
  return (await store.transaction((records) => recordCases(records, of))).map(({ no }) => no);
}
