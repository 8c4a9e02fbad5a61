import { describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../../src/adapters/store/backup.ts';
import { settleMs } from '../../../src/features/reception/tell.ts';
import { by, openFollowUp } from '../../support/follow-up-bench.ts';
import { message, newCase } from '../../support/store-builders.ts';

const asAnOrder = { key: null, source: 'desk', kind: '诉求求助', content: '请协调停车位' } as const;
const nothing = {
  organization: null,
  contact: null,
  phone: null,
  category: null,
  expectation: null,
  givenBy: null,
  theirNumber: null,
  dueDay: null,
  workdays: null,
};

describe('a case on its way', () => {
  it('goes to its end step by step, and its story tells who did what', async () => {
    const { submit, act, assign, followUp, clock } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    await act(no, 'accept');
    await assign(no, '单位：人社局', { workdays: 5 });
    await act(no, 'start', '已电话联系');
    clock.advance(1_000);
    await act(no, 'resolve', '下月办两场');
    await act(no, 'report_back');

    const story = await followUp.story(no);
    expect(story.steps.map(({ who, action, status, note }) => [who, action, status, note])).toEqual([
      ['王会长', 'register', 'registered', null],
      ['周秘书', 'accept', 'accepted', null],
      ['周秘书', 'assign', 'accepted', null],
      ['周秘书', 'start', 'in_progress', '已电话联系'],
      ['周秘书', 'resolve', 'resolved', '下月办两场'],
      ['周秘书', 'report_back', 'reported_back', null],
    ]);
    expect(story.steps[2]?.detail).toEqual({ assignee: '人社局', lead: null, due: '2026-11-30' });
    expect(story).toMatchObject({
      version: 6,
      endedAt: '2026-11-23T01:00:01.000Z',
      assignments: [{ assignee: '人社局', kind: 'body', dueDay: '2026-11-30', endedAs: 'resolved' }],
    });
  });

  it('tells whoever submitted it what staff reply, in private as it is, in a group without names and numbers', async () => {
    const { submit, act, heard, followUp } = await openFollowUp();
    const alone = await submit('王会长', '多办几场用工培训');
    const aloud = await submit('李会长', '会费收据当场开', 'group');
    await heard();

    await act(alone, 'reply', '请王会长把名单发来');
    await act(aloud, 'reply', '李会长，请打13800138000');

    expect(await heard()).toEqual([
      `王会长: ${alone} 的回复：\n请王会长把名单发来`,
      `群: ${aloud} 的回复：某某，请打***`,
    ]);
    expect((await followUp.story(alone)).steps.at(-1)).toMatchObject({ action: 'reply', status: 'registered' });
  });

  it('does not reply where nobody would hear it, or where others would read of a complaint', async () => {
    const { store, followUp, act } = await openFollowUp();
    const { no } = await followUp.add({ ...asAnOrder, ...nothing }, by);
    const group = { channel: 'web', kind: 'group', platformId: 'g', title: '工作群' } as const;
    const sender = { platformId: '王会长', name: '王会长', bot: false };
    const said = message('m1', { conversation: group, sender, text: '投诉', sentAt: 1 });
    const { messageId } = await store.messages.accept(said, 1);
    const stored = await store.messages.find(messageId);
    const origin = { conversationId: stored?.conversationId ?? '', memberId: stored?.memberId ?? '' };
    const complaint = await store.cases.record(newCase(1, { ...origin, kind: 'complaint' }));

    await expect(act(no, 'reply', '好的')).rejects.toThrow('请电话或当面告知');
    await expect(act(complaint.no, 'reply', '好的')).rejects.toThrow('回复会让全群看到');
    await expect(act(complaint.no, 'reply', ' ')).rejects.toThrow('回复是空的');
    expect((await followUp.story(complaint.no)).steps).toHaveLength(1);
  });

  it('says who changed what when somebody acts on what they saw before', async () => {
    const { submit, act, assign, say, followUp } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    const late = (seen: number) => followUp.act(no, { action: 'accept', note: null }, { who: '李干事', seen });

    await act(no, 'accept');
    await expect(late(1)).rejects.toThrow(`${no} 已经被周秘书改为“已受理”，请重新看一遍再改。`);
    await assign(no, '单位：人社局');
    await expect(late(1)).rejects.toThrow('已经被周秘书改为交办给人社局');
    await act(no, 'note', '已致电');
    await expect(late(3)).rejects.toThrow('已经被周秘书改过（记录）');
    await say('王会长', `撤回 ${no}`);
    await expect(late(4)).rejects.toThrow('已经被提交人改为“已撤回”');
  });

  it('refuses what is not possible from where it is, and says what is', async () => {
    const { submit, act, followUp } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');

    await expect(act(no, 'resolve', '好了')).rejects.toThrow(
      `${no} 现在是“已登记”，不能办结；可以：受理、不予受理、交办、记录、回复。`,
    );
    await expect(act(no, 'decline')).rejects.toThrow('不予受理要写原因。');
    await expect(act('2026-9999', 'accept')).rejects.toMatchObject({ code: 'record/not-found' });
    await expect(followUp.act(no, { action: 'accept', note: null }, { who: '周秘书', seen: 7 })).rejects.toMatchObject({
      code: 'record/conflict',
    });
    expect((await followUp.story(no)).steps).toHaveLength(1);
  });

  it('waits for another assignee when it is returned, and is done again with a new end', async () => {
    const { submit, act, assign, followUp, store } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    await assign(no, '单位：人社局', { dueDay: '2026-12-01' });
    await act(no, 'return', '不归我们管');
    expect(await store.cases.find(no)).toMatchObject({ status: 'accepted' });
    await assign(no, '单位：商务局');
    expect(await store.assignments.findOpen(no)).toMatchObject({ assignee: { name: '商务局' }, dueDay: '2026-12-01' });
    await act(no, 'resolve', '已办');
    await act(no, 'reopen', '没有落实');

    expect(await store.cases.find(no)).toMatchObject({ status: 'accepted', endedAt: null, dueAt: null });
    expect((await followUp.story(no)).assignments.map(({ endedAs }) => endedAs)).toEqual(['returned', 'resolved']);
  });

  it('puts every act on record, with the number and not with names or numbers to call', async () => {
    const { submit, act, assign, store } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    await assign(no, '单位：人社局', { dueDay: '2026-12-01' });
    await act(no, 'resolve', '王会长请打 13800138000');

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries).toMatchObject([
      { who: '周秘书', action: 'case/update', subject: no, detail: { act: 'assign', assignee: '人社局' } },
      { action: 'case/update', detail: { act: 'resolve', textBegins: '某某请打 ***' } },
    ]);
    expect((await store.audit.verify()).broken).toBeNull();
  });

  it('takes days that are none, or past, or too far, for a mistake', async () => {
    const { submit, assign } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    const tries = [{ dueDay: '2026-11-22' }, { dueDay: '12-1' }, { dueDay: '2062-12-01' }, { workdays: 0 }];

    for (const order of tries)
      await expect(assign(no, '单位：人社局', order)).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(assign(no, '人社局')).rejects.toThrow('名单以外的单位请写成“单位：人社局”。');
  });
});

const request = (no: string): string =>
  `您对办理结果满意吗？请回复“满意”“基本满意”或“不满意”（也可以带上编号：满意 ${no}）。`;

describe('what the one who submitted hears', () => {
  it('comes to the private chat with the reason and the result', async () => {
    const { submit, act, assign, heard } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    const told: string[] = [];
    const hear = async (): Promise<number> => told.push(...(await heard()));
    await act(no, 'accept');
    await hear();
    await assign(no, '单位：人社局', { dueDay: '2026-12-01' });
    await hear();
    await assign(no, '单位：商务局');
    await act(no, 'note', '内部：先问财务');
    await act(no, 'start', '内部说明');
    await hear();
    await act(no, 'resolve', '下月办两场');
    await hear();

    expect(told).toEqual([
      `王会长: ${no} 已受理，正在安排办理。`,
      `王会长: ${no} 已安排办理，2026-12-01 前答复。`,
      `王会长: ${no} 正在办理。`,
      `王会长: ${no} 已办结。\n结果：下月办两场\n${request(no)}`,
    ]);
    await act(no, 'report_back', '通知已寄出');
    expect(await heard()).toEqual([`王会长: ${no} 有反馈。\n结果：通知已寄出`]);
  });

  it('is the number and the status alone in a group, as an answer to what was said there', async () => {
    const { submit, act, heard, store } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训，联系王会长 13800138000', 'group');
    await act(no, 'accept');
    expect(await heard()).toEqual([`群: ${no} 已受理，正在安排办理。`]);
    await act(no, 'decline', '不属于本会');

    expect(await heard()).toEqual([`群: ${no} 不予受理，原因请发“/进度 ${no}”查看。`]);
    const [first] = await store.deliveries.listByKey(`case/${no}/`);
    expect(first).toMatchObject({
      kind: 'reply',
      replyTo: 1,
      key: `case/${no}/2/${Date.parse('2026-11-23T01:00:00Z')}`,
    });
  });

  it('is heard of a step after a restore, also when one was told of that was taken back', async () => {
    const { submit, act, heard, store, clock, file } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训', 'group');
    const backup = `${file}.qingyu.gz`;
    const place = { kind: 'sqlite', file, backupDir: `${file}.backups` } as const;
    await backupStore(place, backup);
    await act(no, 'decline', '不属于本会');
    clock.advance(settleMs);
    for (const { id } of await store.deliveries.claim(
      { owner: 'a', now: clock.now(), leaseMs: 1_000 },
      { limit: 9, channels: ['web'] },
    )) {
      await store.deliveries.markSending(id, 'a', clock.now());
      await store.deliveries.markSent(id, 'a', { at: clock.now(), platformMessageId: null });
    }
    await heard();
    await restoreStore({ store: place, file: backup, backupDir: place.backupDir });
    clock.advance(1_000);
    await act(no, 'accept');

    expect(await heard()).toEqual([`群: ${no} 已受理，正在安排办理。`]);
  });

  it('waits for the morning', async () => {
    const { submit, act, clock, store } = await openFollowUp({ quietHours: { from: '21:30', until: '07:30' } });
    const no = await submit('王会长', '多办几场用工培训');
    clock.set('2026-11-23T22:00:00+08:00');
    await act(no, 'accept');

    const [first] = await store.deliveries.listByKey(`case/${no}/`);
    expect(first?.notBefore).toBe(Date.parse('2026-11-24T07:30:00+08:00'));
  });

  it('waits for the morning also where earlier news could not be sent by day', async () => {
    const { submit, act, clock, store } = await openFollowUp({ quietHours: { from: '21:30', until: '07:30' } });
    const no = await submit('王会长', '多办几场用工培训');
    clock.set('2026-11-23T20:00:00+08:00');
    await act(no, 'accept');
    clock.set('2026-11-23T22:00:00+08:00');
    await act(no, 'start');

    const told = await store.deliveries.listByKey(`case/${no}/`);
    expect(told.map(({ notBefore }) => notBefore)).toEqual([Date.parse('2026-11-24T07:30:00+08:00')]);
  });

  it('is nothing where nobody is known, or the bot is not in the group any more', async () => {
    const { submit, act, heard, store, clock, followUp } = await openFollowUp();
    const nobody = { conversationId: null, memberId: null, memberName: null, messageId: null, claimHash: 'a1' };
    const unknown = await store.cases.record(newCase(9, { ...nobody, key: 'claim/a1' }));
    const no = await submit('王会长', '多办几场用工培训', 'group');
    await store.conversations.setLeft({ channel: 'web', kind: 'group', platformId: 'g' }, clock.now());
    await act(unknown.no, 'accept');
    await act(no, 'accept');

    expect(await heard()).toEqual([]);
    expect((await followUp.remindersByHand()).submitters).toMatchObject([{ no, reason: '机器人已不在这个群里。' }]);
  });

  it('can be asked for: where it is, until when, and what came of it', async () => {
    const { submit, act, assign, say } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训', 'group');
    await assign(no, '单位：人社局', { dueDay: '2026-12-01' });
    expect(await say('王会长', `/进度 ${no}`, 'group')).toEqual([
      `${no}：已受理，正在安排办理，2026-12-01 前答复（2026-11-23 09:00 登记）`,
    ]);

    await act(no, 'resolve', '下月办两场，电话 13800138000');
    const whole = `${no}：已办结（2026-11-23 09:00 登记）\n结果：下月办两场，电话`;
    expect(await say('王会长', `/进度 ${no}`, 'group')).toEqual([`${whole} ***`]);
    expect(await say('王会长', '/进度')).toEqual([`您提交的 1 件：\n${whole} 13800138000`]);
    expect(await say('李会长', `/进度 ${no}`, 'group')).toEqual([expect.stringContaining('没有查到由您提交的')]);
  });

  it('keeps the result of a complaint out of the group', async () => {
    const { store, act, say } = await openFollowUp();
    const [reply = ''] = await say('王会长', '投诉：某科室乱收费，要求退还', 'group');
    const [no = ''] = /20\d\d-\d{4}/u.exec(reply) ?? [];
    await act(no, 'decline', '已转纪检');

    expect(await say('王会长', `/进度 ${no}`, 'group')).toEqual([
      `${no}：不予受理（2026-11-23 09:00 登记）\n原因请私聊我发“/进度 ${no}”查看。`,
    ]);
    expect((await store.deliveries.listByKey('case/'))[0]?.text).toBe(
      `${no} 不予受理，原因请私聊我发“/进度 ${no}”查看。`,
    );
  });
});

describe('several steps right after each other', () => {
  it('are one message, in their order, that waits no longer than the first of them', async () => {
    const { submit, act, assign, heard, clock, store } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    await act(no, 'accept');
    clock.advance(3_000);
    await assign(no, '单位：人社局', { dueDay: '2026-12-01' });
    clock.advance(3_000);
    await act(no, 'start');

    const waiting = (await store.deliveries.listByKey(`case/${no}/`)).filter(({ state }) => state === 'pending');
    expect(waiting.map(({ notBefore }) => notBefore)).toEqual([Date.parse('2026-11-23T09:00:00+08:00') + settleMs]);
    expect(await heard()).toEqual([
      `王会长: ${no} 已受理，正在安排办理。\n已安排办理，2026-12-01 前答复。\n正在办理。`,
    ]);
  });

  it('ask for the rating once, at the end, and offer it with that message', async () => {
    const { submit, act, heard, press } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训', 'group');
    await act(no, 'accept');
    await act(no, 'resolve', '下月办两场');
    await act(no, 'report_back', '通知已寄出');

    const inGroup = request(no).replace('请回复', '请@我回复');
    expect(await heard()).toEqual([
      `群: ${no} 已受理，正在安排办理。\n已办结，结果请发“/进度 ${no}”查看。\n有反馈，结果请发“/进度 ${no}”查看。\n${inGroup}`,
    ]);
    expect(await press('王会长', 0, 'group')).toMatchObject({ label: '✓ 已评价' });
  });

  it('ask for no rating of what is done again', async () => {
    const { submit, act, heard, store } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    await act(no, 'accept');
    await act(no, 'resolve', '下月办两场');
    await act(no, 'reopen', '还差一场');

    expect(await heard()).toEqual([
      `王会长: ${no} 已受理，正在安排办理。\n已办结。\n结果：下月办两场\n已重新办理。\n原因：还差一场`,
    ]);
    expect((await store.deliveries.listByKey(`case/${no}/`)).filter(({ state }) => state === 'sent')).toMatchObject([
      { key: expect.not.stringContaining('rating') },
    ]);
  });

  it('are two messages where a sender has the first one in hand', async () => {
    const { submit, act, heard, store, clock } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    await act(no, 'accept');
    clock.advance(settleMs);
    const lease = { owner: 'a', now: clock.now(), leaseMs: 1_000 };
    const claimed = await store.deliveries.claim(lease, { limit: 9, channels: ['web'] });
    await act(no, 'start');

    expect(claimed.map(({ text }) => text)).toEqual([`${no} 已受理，正在安排办理。`]);
    expect(await heard()).toEqual([`王会长: ${no} 已受理，正在安排办理。`, `王会长: ${no} 正在办理。`]);
  });

  it('tell each of those whose cases were merged what concerns them', async () => {
    const { submit, act, followUp, heard } = await openFollowUp();
    const first = await submit('王会长', '多办几场用工培训');
    const second = await submit('李会长', '多办几场用工培训');
    await followUp.merge({ no: second, into: first }, by);
    await heard();
    await act(first, 'accept');
    await act(first, 'start');

    expect(await heard()).toEqual([
      `王会长: ${first} 已受理，正在安排办理。\n正在办理。`,
      `李会长: ${second} 已受理，正在安排办理。\n正在办理。`,
    ]);
  });
});

describe('what is told of a case that others were merged into', () => {
  it('does not name to them whoever submitted it', async () => {
    const { submit, act, followUp, say, heard, store } = await openFollowUp();
    const first = await submit('王会长', '多办几场用工培训，联系人王建国13800138000');
    const second = await submit('李会长', '多办几场用工培训');
    const third = await submit('赵会长', '多办几场用工培训', 'group');
    await store.cases.change({ no: first, version: 1 }, { contact: '王建国' }, correction);
    await followUp.merge({ no: second, into: first }, by);
    await followUp.merge({ no: third, into: first }, by);
    await act(first, 'accept');
    await heard();
    await act(first, 'resolve', '已致电王建国１３８００１３８０００，邮箱 wang@example.com，下月办');

    const told = await heard();
    const whole = '已致电王建国１３８００１３８０００，邮箱 wang@example.com，下月办';
    expect(told.filter((text) => text.includes(whole))).toEqual([expect.stringMatching(/^王会长/u)]);
    expect(told).toContain(`李会长: ${second} 已办结。\n结果：已致电某某***，邮箱 ***，下月办`);
    expect(await say('李会长', `/进度 ${second}`)).toEqual([
      expect.stringContaining('结果：已致电某某***，邮箱 ***，下月办'),
    ]);
    expect(await say('王会长', `/进度 ${first}`)).toEqual([expect.stringContaining(whole)]);
    expect(await say('赵会长', `/进度 ${third}`, 'group')).toEqual([expect.stringContaining('已致电某某***')]);
  });

  it('stays out of the group of a complaint, whatever it was merged into', async () => {
    const { submit, act, followUp, say, heard } = await openFollowUp();
    const into = await submit('王会长', '多办几场用工培训');
    const [reply = ''] = await say('李会长', '投诉：某科室乱收费，要求退还', 'group');
    const [no = ''] = /20\d\d-\d{4}/u.exec(reply) ?? [];
    await followUp.merge({ no, into }, by);
    await act(into, 'accept');
    await heard();
    await act(into, 'resolve', '某科室已经退费');

    expect(await heard()).toContain(`群: ${no} 已办结，结果请私聊我发“/进度 ${no}”查看。`);
    expect(await say('李会长', `/进度 ${no}`, 'group')).toEqual([expect.not.stringContaining('退费')]);
    expect(await say('李会长', `/进度 ${no}`)).toEqual([expect.stringContaining('某科室已经退费')]);
  });
});

const correction = { at: 1, who: '王会长', action: 'correct', note: null, detail: {} } as const;

describe('a case from elsewhere', () => {
  it('is taken down once, with who gave it and their number, and hears nothing', async () => {
    const { followUp, assign, act, heard, store } = await openFollowUp();
    const superior = { source: 'superior', givenBy: '省委社会工作部', theirNumber: '湘社督〔2026〕3号' } as const;
    const order = { ...asAnOrder, ...nothing, ...superior, key: 'a', dueDay: '2026-12-01' };
    const { no } = await followUp.add(order, by);

    expect(await followUp.add(order, by)).toEqual({ no });
    expect(await store.cases.find(no)).toMatchObject({
      source: 'superior',
      kind: 'demand',
      dueAt: Date.parse('2026-12-02T00:00:00+08:00') - 1,
      details: { given_by: '省委社会工作部', their_number: '湘社督〔2026〕3号' },
    });
    await assign(no, '单位：秘书处');
    expect(await store.assignments.findOpen(no)).toMatchObject({ dueDay: '2026-12-01' });
    await act(no, 'resolve', '已报送');
    expect(await heard()).toEqual([]);
  });

  it.each([
    [{ source: 'superior' }, '上级交办的要写明是谁交办的。'],
    [{ content: ' ' }, '内容是空的，请写上要办的事。'],
    [{ kind: '表扬' }, '没有“表扬”这个类别'],
    [{ dueDay: '2026-11-01' }, '期限 2026-11-01 已经过了'],
  ] as const)('is refused with %j', async (changes, sentence) => {
    const { followUp } = await openFollowUp();

    await expect(followUp.add({ ...asAnOrder, ...nothing, ...changes }, by)).rejects.toThrow(sentence);
  });
});

describe('what waits', () => {
  it('is listed by due time with who must act, overdue ones alone when asked, page by page', async () => {
    const { submit, assign, act, followUp, clock, bindAccount } = await openFollowUp();
    await bindAccount('李干事');
    const numbers: string[] = [];
    for (const text of ['多办几场用工培训', '会费收据当场开', '停车位不够用'])
      numbers.push(await submit('王会长', text));
    const [first = '', second = '', third = ''] = numbers;
    await assign(first, '李干事', { dueDay: '2026-12-10' });
    await assign(second, '李干事', { dueDay: '2026-11-24', lead: '单位：秘书处' });
    clock.set('2026-11-30T10:00:00+08:00');
    const ask = { overdue: false, assignee: null, after: null, limit: 2 };

    const page = await followUp.waiting(ask);
    expect(page).toMatchObject({
      total: 3,
      cases: [
        { no: second, assignee: '李干事', lead: '秘书处', dueDay: '2026-11-24', daysLeft: -4 },
        { no: first, dueDay: '2026-12-10', daysLeft: 8 },
      ],
    });
    const rest = await followUp.waiting({ ...ask, after: page.next });
    expect(rest).toMatchObject({ cases: [{ no: third, assignee: null, daysLeft: null }], next: null });
    expect(await followUp.waiting({ ...ask, overdue: true })).toMatchObject({ total: 1, cases: [{ no: second }] });
    await act(second, 'resolve', '已办');
    expect(await followUp.waiting({ ...ask, assignee: '李干事' })).toMatchObject({ total: 1, cases: [{ no: first }] });
  });
});
