import { describe, expect, it, vi } from 'vitest';
import { alone, connected, groupId, li, saying, zhang } from '../../../support/dingtalk-bench.ts';
import { errcode, noPermission, refused, tooFast } from '../../../support/dingtalk-emulator-faults.ts';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const minuteMs = 60_000;

describe('a reply in a group of DingTalk', () => {
  it('goes by the address that came with the message, and mentions the asker', async () => {
    const { bench, replyTo } = await asked();

    const sent = await bench.channel.send(saying('周五', { replyTo }), soon());

    expect(bench.dingtalk.shown(groupId)).toMatchObject([{ via: 'reply', text: '@张三 周五', at: [zhang.staffId] }]);
    expect(sent).toEqual({ platformMessageId: null });
    expect(bench.dingtalk.calls.some(({ path }) => path.includes('accessToken'))).toBe(false);
  });

  it('goes by the robot when the address is about to end, or is not known any more', async () => {
    const { bench, replyTo } = await asked();
    bench.dingtalk.expireSessions();
    await bench.channel.send(saying('一', { replyTo }), soon());
    bench.later(86 * minuteMs);
    await bench.channel.send(saying('二', { replyTo }), soon());

    expect(bench.dingtalk.shown(groupId).map(({ via, text }) => [via, text])).toEqual([
      ['group', '一'],
      ['group', '二'],
    ]);
    expect(bench.dingtalk.calls.filter(({ path }) => path.includes('sendBySession'))).toHaveLength(1);
  });

  it.each([
    ['of another conversation', (ref: string) => ref.replace(groupId, 'cidOther')],
    ['that leads elsewhere', (ref: string) => ref.replace(/http:\/\/[^/]+/u, 'http://127.0.0.1:9')],
    ['that cannot be read', () => '{"place":'],
  ])('does not go by an address %s', async (_, change) => {
    const { bench, replyTo } = await asked();
    const replyRef = change(replyTo.replyRef ?? '');

    await bench.channel.send(saying('周五', { replyTo: { ...replyTo, replyRef } }), soon());

    expect(bench.dingtalk.shown(groupId)).toMatchObject([{ via: 'group' }]);
  });

  it.each([
    ['sent too fast', tooFast, { kind: 'rate_limited', retryAfterMs: 10 * minuteMs }],
    ['over the limit of calls', errcode(90018), { kind: 'rate_limited', retryAfterMs: minuteMs }],
    ['refused', errcode(310000), { kind: 'permanent', reason: 'bad_request' }],
    ['of a gateway', { kind: 'html', status: 502 }, { kind: 'unknown_outcome' }],
    ['lost', { kind: 'lost' }, { kind: 'unknown_outcome' }],
  ] as const)('%s is not sent again by the other way', async (_, fault, failure) => {
    const { bench, replyTo } = await asked();
    bench.dingtalk.faults.add('reply', fault);

    await expect(bench.channel.send(saying('周五', { replyTo }), soon())).rejects.toMatchObject({ failure });

    expect(bench.dingtalk.shown(groupId).length).toBeLessThanOrEqual(failure.kind === 'unknown_outcome' ? 1 : 0);
    expect(bench.dingtalk.calls.some(({ path }) => path.endsWith('/send'))).toBe(false);
  });
});

describe('what the robot of DingTalk sends by itself', () => {
  it('in private reaches the person, with a number', async () => {
    const { bench, replyTo } = await asked('bot');

    const { platformMessageId } = await bench.channel.send(saying('周五', { to: alone, replyTo }), soon());

    expect(platformMessageId).toMatch(/./u);
    expect(bench.dingtalk.shown(zhang.staffId)).toMatchObject([
      { via: 'direct', text: '周五', key: platformMessageId },
    ]);
  });

  it('reaches a person from outside by replies alone', async () => {
    const { dingtalk, channel, accepted, acknowledged } = await connected();
    dingtalk.say({ to: 'bot', from: zhang, text: '你好', changes: { senderStaffId: undefined } });
    await acknowledged();
    const [message] = accepted;
    if (message === undefined) throw new Error('nothing came in');
    const { conversation: to, sender, replyRef } = message;

    await channel.send(saying('您好', { to, replyTo: { messageId: 1, replyRef, sender } }), soon());
    expect(dingtalk.shown(zhang.staffId)).toMatchObject([{ via: 'reply', text: '您好', at: [] }]);
    await expect(channel.send(saying('早', { to }), soon())).rejects.toMatchObject({ failure: { kind: 'gone' } });
  });

  it('formatted is shown so, or plain where it is too long for that', async () => {
    const { dingtalk, channel } = await connected();
    const long = '**很长**'.repeat(1_600);

    await channel.send(saying({ kind: 'markdown', markdown: '**通知**\n第二行', plain: '通知\n第二行' }), soon());
    await channel.send(saying({ kind: 'markdown', markdown: long, plain: '很长的通知' }), soon());

    expect(dingtalk.shown(groupId).map(({ text }) => text)).toEqual(['通知\n第二行', '很长的通知']);
  });

  it('holds any text of the length it says, whatever is in it', async () => {
    const { dingtalk, channel } = await connected();
    const text = '"\n'.repeat(3_600);

    await channel.send(saying(text), soon());

    expect(dingtalk.shown(groupId)).toMatchObject([{ text }]);
  });

  it.each([
    ['stopped', refused(400, 'bot.stopped'), { kind: 'gone' }, /停用/u],
    ['unknown', refused(400, 'invalidParameter.robotCode.notExsit'), { kind: 'gone' }, /robotCode/u],
    ['with a bad text', refused(400, 'invalidParameter.msgParam.invalid'), { kind: 'permanent' }, /msgParam/u],
    ['too long', refused(400, 'invalidParameter.msgParam.tooLong'), { kind: 'permanent', reason: 'too_long' }, /上限/u],
    ['without a right', noPermission('qyapi_robot_sendmsg'), { kind: 'permanent' }, /qyapi_robot_sendmsg.*权限管理/u],
    ['without another right', noPermission('Robot.New.Write'), { kind: 'permanent' }, /Robot\.New\.Write/u],
    ['from a wrong address', refused(403, 'Forbidden.AccessDenied.IpNotInWhiteList'), { kind: 'permanent' }, /白名单/u],
    ['too often', refused(429, 'Throttling.User'), { kind: 'rate_limited' }, /太快/u],
    ['into a gateway that fails', { kind: 'html', status: 504 }, { kind: 'unknown_outcome' }, /不能确定/u],
    ['into a line that breaks', { kind: 'drop' }, { kind: 'unknown_outcome' }, /不能确定/u],
  ] as const)('%s fails, and says so', async (...[, fault, failure, words]) => {
    const { dingtalk, channel } = await connected();
    dingtalk.faults.add('send', fault);

    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({
      failure,
      message: expect.stringMatching(words),
    });
    expect(channel.canSend()).toBe(true);
  });

  it('waits for all groups when the application has no robot any more, and goes on when it has one again', async () => {
    const { dingtalk, channel, later } = await connected();
    dingtalk.app.robot = false;

    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({
      failure: { kind: 'auth' },
      message: expect.stringMatching(/机器人.*停用.*开放平台/u),
    });
    expect(channel.health()).toMatchObject({ state: 'down', detail: expect.stringMatching(/机器人能力/u) });
    expect(channel.canSend()).toBe(false);

    dingtalk.app.robot = true;
    later(5 * minuteMs);
    expect(channel.canSend()).toBe(true);
    await channel.send(saying('早'), soon());
    await vi.waitFor(() => expect(channel.health().state).toBe('up'));
    expect(dingtalk.shown(groupId)).toMatchObject([{ text: '早' }]);
  });

  it('is tried again where it stays open whether it is the group or the robot that is missing', async () => {
    const { dingtalk, channel } = await connected();
    dingtalk.faults.add('send', refused(400, 'bot.stopped'));
    dingtalk.faults.add('download', { kind: 'drop' });

    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({ failure: { kind: 'transient' } });
    expect(channel.canSend()).toBe(true);
  });

  it('surely is not sent where nothing listens, or no token is to be had', async () => {
    const { dingtalk, channel } = await connected();
    dingtalk.faults.add('token', { kind: 'drop' });
    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({ failure: { kind: 'transient' } });

    await dingtalk.cut();
    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({ failure: { kind: 'transient' } });
  });

  it('counts one person who gets too much as a limit', async () => {
    const { dingtalk, channel } = await connected();
    const body = { processQueryKey: 'k', flowControlledStaffIdList: [zhang.staffId] };
    dingtalk.faults.add('send', { kind: 'status', status: 200, body });

    await expect(channel.send(saying('早', { to: alone }), soon())).rejects.toMatchObject({
      failure: { kind: 'rate_limited' },
    });
  });
});

/** 张三 has asked, in the group or alone; how to reply. */
async function asked(to: string = groupId) {
  const bench = await connected();
  bench.dingtalk.addPerson(li);
  bench.dingtalk.say({ to, from: zhang, text: '@清语 什么时候？' });
  await bench.acknowledged();
  const [message] = bench.accepted;
  if (message === undefined) throw new Error('nothing came in');
  return { bench, replyTo: { messageId: 1, replyRef: message.replyRef, sender: message.sender } };
}
