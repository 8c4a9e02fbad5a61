import { describe, expect, it } from 'vitest';
import {
  connectedFeishu,
  feishuDirect,
  feishuGroup,
  type FeishuBench,
  liSi,
  untilTrue,
  zhangSan,
  loadedBefore,
} from '../../../support/feishu-bench.ts';
import type { FeishuWritten } from '../../../support/feishu-emulator-people.ts';

const group = { channel: 'feishu', kind: 'group', platformId: feishuGroup };

loadedBefore();

describe('what is written in 飞书', () => {
  it('has the names of those it mentions, and lies in a group with its title', async () => {
    const bench = await connectedFeishu();

    await say(bench, { text: '@清语助手 请@李四 看一下' });

    expect(bench.accepted[0]).toMatchObject({
      key: `feishu/${feishuGroup}/om_1`,
      conversation: { ...group, title: '餐饮行业协会' },
      sender: { platformId: 'ou_zhang', name: '张三' },
      text: '请@李四 看一下',
      rawText: '@清语助手 请@李四 看一下',
      replyRef: 'om_1',
    });
  });

  it('keeps what only looks like a mention', async () => {
    const bench = await connectedFeishu();

    await say(bench, { text: '@清语助手 @_user_9 是什么' });

    expect(bench.accepted[0]?.text).toBe('@_user_9 是什么');
  });

  it('is addressed when it replies to the bot, also to what another process sent', async () => {
    const bench = await connectedFeishu();
    const sent = await bench.another().send(
      {
        to: { ...group, kind: 'group' },
        body: { kind: 'text', text: '通知' },
        replyTo: null,
        receiptOf: null,
        idempotencyKey: 'a',
      },
      AbortSignal.timeout(10_000),
    );

    await say(bench, { text: '收到', parent: sent.platformMessageId ?? '' });
    await say(bench, { text: '我也觉得', parent: 'om_1', id: 'om_2' });

    expect(bench.accepted.map(({ addressed, quoted }) => [addressed, quoted?.platformMessageId])).toEqual([
      ['reply', sent.platformMessageId],
      ['none', 'om_1'],
    ]);
  });

  it('is read when it is a rich text, with its pictures', async () => {
    const bench = await connectedFeishu();
    const content = {
      title: '建议',
      content: [
        [
          { tag: 'at', user_id: '@_user_1', user_name: '清语助手' },
          { tag: 'text', text: ' 多办培训' },
        ],
        [
          { tag: 'a', href: 'https://example.org/a', text: '附表' },
          { tag: 'img', image_key: 'img_v3_1' },
        ],
      ],
    };
    bench.feishu.state.files.set('img_v3_1', { name: 'x', bytes: new Uint8Array([1, 2, 3]) });

    await say(bench, { text: '@清语助手', raw: { type: 'post', content } });

    const [message] = bench.accepted;
    expect(message).toMatchObject({ addressed: 'mention', text: '建议 多办培训\n附表（https://example.org/a）' });
    const [image] = message?.attachments ?? [];
    if (image === undefined) throw new Error('nothing is attached');
    expect(image).toMatchObject({ kind: 'image', source: { at: 'platform', ref: 'image/om_1/img_v3_1' } });
    expect([...((await bench.channel.fetchFile?.(image, AbortSignal.timeout(10_000))) ?? [])]).toEqual([1, 2, 3]);
  });

  it('is nothing when it is a sticker, and no harm when it cannot be read', async () => {
    const bench = await connectedFeishu();

    await say(bench, { raw: { type: 'sticker', content: { file_key: 'x' } }, chat: feishuDirect });
    await say(bench, { raw: { type: 'text', content: { words: '没有正文' } }, chat: feishuDirect, id: 'om_2' });
    bench.feishu.people.tell('im.message.receive_v1', { message: { message_id: 'om_3' } });
    await say(bench, { text: '还在', chat: feishuDirect, id: 'om_4' });

    expect(bench.accepted.map(({ text }) => text)).toEqual(['还在']);
    expect(bench.log.notes.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'a message of 飞书 cannot be read and was skipped',
      'an event of 飞书 cannot be read and was skipped',
    ]);
  });

  it('has no character that a database refuses', async () => {
    const bench = await connectedFeishu();

    await say(bench, { text: '@清语助手 a\u0000b' });

    expect(bench.accepted[0]?.text).toBe('a\ufffdb');
  });

  it('comes from a bot when another app wrote it', async () => {
    const bench = await connectedFeishu();

    await say(bench, { text: '@清语助手 早', app: true });

    expect(bench.accepted[0]?.sender.bot).toBe(true);
  });

  it('has names made up where the app may not ask, and asks no more than once an hour', async () => {
    const bench = await connectedFeishu();
    bench.feishu.state.scopes.delete('im:chat:readonly');

    await say(bench, { text: '@清语助手 早' });
    await say(bench, { text: '@清语助手 早', from: liSi, id: 'om_2' });

    expect(bench.accepted.map(({ sender }) => sender.name)).toEqual(['飞书成员hang', '飞书成员u_li']);
    expect(bench.accepted[0]?.conversation.title).toBeNull();
    expect(bench.feishu.requests.filter(({ path }) => path.includes('/chats/'))).toHaveLength(2);
  });

  it('asks for the members of a group once, page by page', async () => {
    const bench = await connectedFeishu();
    const others = Array.from({ length: 150 }, (_, place) => ({ openId: `ou_${place}`, name: `成员${place}` }));
    bench.feishu.state.chats.get(feishuGroup)?.members.push(...others);

    await say(bench, { text: '@清语助手 早', from: { openId: 'ou_149', name: '成员149' } });
    await say(bench, { text: '@清语助手 早', from: { openId: 'ou_3', name: '成员3' }, id: 'om_2' });

    expect(bench.accepted.map(({ sender }) => sender.name)).toEqual(['成员149', '成员3']);
    expect(bench.feishu.requests.filter(({ path }) => path.endsWith('/members'))).toHaveLength(2);
  });

  it('keeps its order within a chat, also when the first waits for a name', async () => {
    const bench = await connectedFeishu();
    bench.feishu.faults.add(`GET /open-apis/im/v1/chats/${feishuGroup}/members`, { kind: 'hang' });

    for (let place = 1; place <= 5; place += 1)
      bench.feishu.people.say({ chat: feishuGroup, from: zhangSan, text: `@清语助手 ${place}`, id: `om_${place}` });
    await bench.feishu.until(() => bench.feishu.settled());

    expect(bench.accepted.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('comes again when the store failed, and when the connection broke before the answer', async () => {
    const bench = await connectedFeishu();
    bench.failure = new Error('disk full');
    bench.feishu.people.say({ chat: feishuGroup, from: zhangSan, text: '@清语助手 早', id: 'om_1' });
    await untilTrue(() => bench.refusals > 1);
    bench.feishu.line.drop();
    await untilTrue(() => bench.channel.health().state === 'degraded');
    bench.failure = null;
    await bench.feishu.until(() => bench.feishu.settled());

    expect(bench.accepted.map(({ key }) => key)).toEqual([`feishu/${feishuGroup}/om_1`]);
  });
});

describe('the place of the bot', () => {
  it('is noted when it comes into a group, is put out, and when there is no group any more', async () => {
    const bench = await connectedFeishu();

    for (const change of ['deleted', 'added', 'disbanded'] as const) bench.feishu.people.place(feishuGroup, change);
    await bench.feishu.until(() => bench.feishu.settled());

    expect(bench.changes).toEqual([
      { kind: 'left', conversation: group },
      { kind: 'joined', conversation: { ...group, title: '餐饮行业协会' } },
      { kind: 'left', conversation: group },
    ]);
  });
});

async function say({ feishu }: FeishuBench, written: Partial<FeishuWritten>): Promise<void> {
  feishu.people.say({ chat: feishuGroup, from: zhangSan, id: 'om_1', ...written });
  await feishu.until(() => feishu.settled());
}
