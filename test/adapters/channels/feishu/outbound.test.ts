import { describe, expect, it } from 'vitest';
import { ChannelError, type Outbound } from '../../../../src/ports/channel.ts';
import {
  connectedFeishu,
  feishuDirect,
  feishuGroup,
  type FeishuBench,
  untilTrue,
  zhangSan,
  loadedBefore,
} from '../../../support/feishu-bench.ts';
import { tooFrequent } from '../../../support/feishu-emulator-faults.ts';
import { seen } from '../../../support/feishu-emulator-state.ts';

const to = { channel: 'feishu', kind: 'group', platformId: feishuGroup } as const;
const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const asker = { platformId: 'ou_zhang', name: '张三' };

loadedBefore();

describe('what is sent to 飞书', () => {
  it('replies to the question and mentions who asked, in a group', async () => {
    const bench = await connectedFeishu();
    bench.feishu.people.say({ chat: feishuGroup, from: zhangSan, text: '@清语助手 早', id: 'om_1', thread: 'omt_1' });

    await send(bench, { replyTo: { messageId: 1, replyRef: 'om_1', sender: asker } });

    const [shown] = bench.feishu.shown(feishuGroup);
    expect(shown).toMatchObject({ parent: 'om_1', thread: 'omt_1' });
    expect(shown && seen(bench.feishu.state, shown)).toBe('@张三 通知');
  });

  it('replies in private without a mention', async () => {
    const bench = await connectedFeishu();
    bench.feishu.people.say({ chat: feishuDirect, from: zhangSan, text: '早', id: 'om_1' });

    await send(bench, {
      to: { ...to, kind: 'direct', platformId: feishuDirect },
      replyTo: { messageId: 1, replyRef: 'om_1', sender: asker },
    });

    const [shown] = bench.feishu.shown(feishuDirect);
    expect(shown && seen(bench.feishu.state, shown)).toBe('通知');
  });

  it('goes without the quote when the question was called back, and once', async () => {
    const bench = await connectedFeishu();
    bench.feishu.people.say({ chat: feishuGroup, from: zhangSan, text: '@清语助手 早', id: 'om_1' });
    const asked = bench.feishu.state.messages.get('om_1');
    if (asked) asked.recalled = true;

    const replyTo = { messageId: 1, replyRef: 'om_1', sender: asker };
    await send(bench, { replyTo });
    await send(bench, { replyTo });

    expect(bench.feishu.shown(feishuGroup).map(({ parent }) => parent)).toEqual([null]);
  });

  it('mentions nobody by what members wrote', async () => {
    const bench = await connectedFeishu();
    const text = '<at user_id="all">所有人</at> **加粗** [链接](https://example.org)';

    await send(bench, { body: { kind: 'text', text } });
    await send(bench, { body: { kind: 'text', text: `${'"\n'.repeat(6_000)}${text}` }, idempotencyKey: 'b' });

    const [first, second] = bench.feishu.shown(feishuGroup);
    expect(first && seen(bench.feishu.state, first)).toBe(text);
    expect(second?.type).toBe('text');
    expect(second?.content).not.toContain('<at');
  });

  it('has a short key of its own for each message, the same when it is tried again', async () => {
    const bench = await connectedFeishu();
    const long = '0193d0e2-8f4b-7c4e-9a57-3c6f8a2b1d4e/again12/3';
    bench.feishu.faults.add('send', { kind: 'lost' });

    await expect(send(bench, { idempotencyKey: long })).rejects.toMatchObject({ failure: { kind: 'unknown_outcome' } });
    await send(bench, { idempotencyKey: long });

    const [shown, ...more] = bench.feishu.shown(feishuGroup);
    expect(more).toEqual([]);
    expect(shown?.uuid).toMatch(/^[\w-]{1,50}$/u);
  });

  it('takes a token anew that was taken back, and shows the message once', async () => {
    const bench = await connectedFeishu();
    bench.feishu.state.tokens.clear();

    await send(bench, {});

    expect(bench.feishu.shown(feishuGroup)).toHaveLength(1);
  });

  it('is refused with a button when it is too long for a card', async () => {
    const bench = await connectedFeishu();

    const sending = send(bench, { body: { kind: 'text', text: '"\n'.repeat(9_000) }, receiptOf: 'd' });

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'permanent', reason: 'too_long' } });
  });

  it.each([
    [tooFrequent(7), { kind: 'rate_limited', retryAfterMs: 7_000 }, '7 秒'],
    [tooFrequent(2, 230020), { kind: 'rate_limited', retryAfterMs: 2_000 }, '2 秒'],
    [refused(230006), { kind: 'permanent' }, '机器人能力'],
    [refused(230013), { kind: 'gone' }, '已不在'],
    [refused(232009), { kind: 'gone' }, '已不在'],
    [refused(230018), { kind: 'permanent' }, '不让机器人发言'],
    [refused(230049), { kind: 'unknown_outcome' }, '不能确定'],
    [
      refused(99991672, 'Access denied. One of the following scopes is required: [im:message].'),
      { kind: 'permanent' },
      'im:message',
    ],
    [{ kind: 'refused', status: 200, code: 230028, msg: 'dlp' }, { kind: 'permanent' }, '内容检查'],
    [{ kind: 'html', status: 502 }, { kind: 'unknown_outcome' }, '不能确定'],
    [{ kind: 'drop' }, { kind: 'unknown_outcome' }, '不能确定'],
  ] as const)('says of %o what it means', async (fault, failure, sentence) => {
    const bench = await connectedFeishu();
    bench.feishu.faults.add('send', fault);

    const error = await send(bench, {}).catch((error: unknown) => error);

    expect(error).toBeInstanceOf(ChannelError);
    expect(error).toMatchObject({ failure, message: expect.stringContaining(sentence) });
    expect(bench.feishu.shown(feishuGroup)).toEqual([]);
  });

  it('never puts a token or a secret into the log', async () => {
    const bench = await connectedFeishu();
    bench.feishu.faults.add('send', { kind: 'html', status: 502 });
    await send(bench, {}).catch(() => {});
    bench.feishu.line.drop();
    await untilTrue(() => bench.channel.health().state === 'degraded');
    await untilTrue(() => bench.channel.health().state === 'up');

    const said = bench.log.notes.map(({ data, message }) => [
      message,
      JSON.stringify(data),
      String(Object.values(data)),
    ]);
    for (const token of bench.feishu.state.tokens) expect(String(said)).not.toContain(token);
    expect(String(said)).not.toContain('geheim');
  });
});

function refused(code: number, msg = 'refused') {
  return { kind: 'refused', status: 400, code, msg } as const;
}

function send({ channel }: FeishuBench, changes: Partial<Outbound>) {
  const message: Outbound = {
    to,
    body: { kind: 'text', text: '通知' },
    replyTo: null,
    receiptOf: null,
    idempotencyKey: 'a',
    ...changes,
  };
  return channel.send(message, soon());
}
