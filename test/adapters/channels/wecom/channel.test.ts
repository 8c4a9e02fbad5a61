import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mostCardText } from '../../../../src/adapters/channels/wecom/capabilities.ts';
import { ChannelError, type Outbound } from '../../../../src/ports/channel.ts';
import { connectedWecom, groupId, openWecom, speak } from '../../../support/wecom-bench.ts';

const group = { channel: 'wecom', kind: 'group', platformId: groupId } as const;
const soon = (): AbortSignal => AbortSignal.timeout(20_000);

// The library waits five seconds for an answer, and nothing shortens it.
vi.setConfig({ testTimeout: 60_000 });

function say(text: string, changes: Partial<Outbound> = {}): Outbound {
  return { to: group, body: { kind: 'text', text }, replyTo: null, receiptOf: null, idempotencyKey: 'a', ...changes };
}

async function failureOf(sending: Promise<unknown>): Promise<ChannelError> {
  const error = await sending.then(
    () => null,
    (error: unknown) => error,
  );
  if (error instanceof ChannelError) return error;
  throw new Error('it did not fail as a channel does');
}

describe('the connection to WeCom', () => {
  it('stays down when another program takes the bot, and says so', async () => {
    const { wecom, channel, until } = await connectedWecom();

    wecom.takeOver();
    await until(() => channel.health().state === 'down');

    expect(channel.health().detail).toContain('另一个程序');
    expect(channel.canSend()).toBe(false);
    expect(wecom.logins()).toBe(1);
  });

  it('ends, for a person to act, when the secret is wrong', async () => {
    const bench = await openWecom({ secret: 'wrong_secret-of-mine' });
    onTestFinished(() => bench.close());

    await bench.channel.connection?.run(soon());

    expect(bench.channel.health()).toMatchObject({ state: 'down', detail: expect.stringContaining('Secret') });
    expect(JSON.stringify(bench.log.notes)).not.toContain('wrong_secret-of-mine');
  });

  it('says what to do when the library is not installed', async () => {
    const bench = await openWecom({}, () => '没有安装，请运行 npm ci。');
    onTestFinished(() => bench.close());

    await bench.channel.connection?.run(soon());

    expect(bench.channel.health()).toMatchObject({ state: 'down', detail: '没有安装，请运行 npm ci。' });
    expect(await bench.channel.inspect(soon())).toContainEqual(expect.objectContaining({ state: 'fail' }));
  });

  it('is not looked at by connecting, which would end the one there is', async () => {
    const { wecom, channel } = await connectedWecom();

    await channel.inspect(soon());

    expect(wecom.logins()).toBe(1);
    expect(wecom.connected()).toBe(true);
  });

  it('comes back when the platform is too busy to let it in', async () => {
    const { wecom, channel, until } = await connectedWecom();

    wecom.refuseSecret({ errcode: -1, errmsg: 'system error' });
    await until(() => channel.health().state === 'degraded');
    wecom.refuseSecret(null);

    await until(() => channel.health().state === 'up');
    expect(wecom.connected()).toBe(true);
  });

  it('greets whoever opens the private chat', async () => {
    const { wecom, until } = await connectedWecom();

    wecom.enter('zhangsan');

    await until(() => wecom.shown('welcome').length === 1);
    expect(wecom.shown('welcome')[0]?.text).toBe('您好，我是清语。');
  });
});

describe('what comes from WeCom', () => {
  it('has its voice, its mixed words and its quote read, and its pictures fetched', async () => {
    const { wecom, accepted, until } = await connectedWecom();
    const picture = { name: '现场.png', bytes: new TextEncoder().encode('一张图') };
    const items = [
      { msgtype: 'text', text: { content: '@清语助手 /建议 修路' } },
      { msgtype: 'image', image: wecom.files.offer(picture) },
    ];
    const quote = { msgtype: 'text', text: { content: '上次的通知' } };

    wecom.say({ chat: null, from: 'zhangsan', content: { msgtype: 'voice', voice: { content: '你好' } } });
    wecom.say({ chat: groupId, from: 'zhangsan', content: { msgtype: 'mixed', mixed: { msg_item: items } }, quote });
    await until(() => accepted.length === 2);

    const [voice, mixed] = [...accepted].sort((a) => (a.conversation.kind === 'direct' ? -1 : 1));
    expect(voice).toMatchObject({ addressed: 'direct', text: '你好', sender: { platformId: 'zhangsan' } });
    expect(mixed).toMatchObject({
      addressed: 'mention',
      text: '/建议 修路',
      quoted: { platformMessageId: null, text: '上次的通知' },
      attachments: [{ kind: 'image', name: '现场.png', mime: 'image/png', size: picture.bytes.length }],
    });
    expect(Buffer.from(mixed?.contents?.[0] ?? [])).toEqual(Buffer.from(picture.bytes));
  });

  it('comes without its file when the link is dead, and the link is in no log', async () => {
    const { wecom, accepted, log, until } = await connectedWecom();
    const file = wecom.files.offer({ name: '名单.xlsx', bytes: new Uint8Array(3), gone: true });

    wecom.say({ chat: null, from: 'zhangsan', content: { msgtype: 'file', file } });
    await until(() => accepted.length === 1);

    expect(accepted[0]).toMatchObject({ attachments: [{ kind: 'file', source: null }], contents: [null] });
    expect(JSON.stringify(log.notes)).not.toContain('sign=secret');
  });

  it('is passed over when it cannot be read, and what follows is not', async () => {
    const { wecom, accepted, until } = await connectedWecom();

    wecom.say({ chat: groupId, from: '', content: { msgtype: 'text', text: { content: '@清语助手 坏的' } } });
    wecom.text({ chat: groupId, from: 'zhangsan', text: '@清语助手 好的' });
    await until(() => accepted.length > 0);

    expect(accepted.map(({ text }) => text)).toEqual(['好的']);
  });
});

describe('what goes out to WeCom', () => {
  it('answers a question as such, and else mentions who asked', async () => {
    const { wecom, channel, accepted, until } = await connectedWecom();
    const msgid = wecom.text({ chat: groupId, from: 'zhangsan', text: '@清语助手 早' });
    await until(() => accepted.length === 1);
    const [asked] = accepted;
    if (asked === undefined) throw new Error('nothing came in');
    const replyTo = { messageId: 1, replyRef: asked.replyRef, sender: asked.sender };

    await channel.send(say('您好', { replyTo }), soon());
    await channel.send(say('又好', { replyTo: { ...replyTo, replyRef: 'long-gone' } }), soon());

    expect(wecom.shown(groupId)).toMatchObject([
      { text: '您好', answers: msgid },
      { text: '@zhangsan\n又好', answers: null },
    ]);
  });

  it.each([
    [
      { errcode: 45009, errmsg: 'freq' },
      { kind: 'rate_limited', retryAfterMs: 60_000 },
    ],
    [
      { errcode: 846608, errmsg: 'expired' },
      { kind: 'permanent', reason: 'bad_request' },
    ],
  ])('knows what %o means', async (refused, failure) => {
    const { wecom, channel } = await connectedWecom();
    wecom.fault('aibot_send_msg', { kind: 'refuse', ...refused });

    expect(await failureOf(channel.send(say('寄语'), soon()))).toMatchObject({ failure });
  });

  it('says of a group where nobody spoke to it what to do first, and may write there afterwards', async () => {
    const { wecom, channel } = await connectedWecom();
    wecom.addGroup('wrSilent');

    const message = say('寄语', { to: { ...group, platformId: 'wrSilent' } });

    const error = await failureOf(channel.send(message, soon()));
    expect(error.failure.kind).toBe('transient');
    expect(error.message).toContain('请在群里 @ 它');
    wecom.text({ chat: 'wrSilent', from: 'zhangsan', text: '@清语助手 你好' });
    await channel.send(message, soon());

    expect(wecom.shown('wrSilent')).toMatchObject([{ text: '寄语' }]);
  });

  it('does not know what became of a message whose connection broke', async () => {
    const { wecom, channel } = await connectedWecom();
    wecom.fault('aibot_send_msg', { kind: 'drop', shown: true });

    expect((await failureOf(channel.send(say('寄语'), soon()))).failure.kind).toBe('unknown_outcome');
  });

  it('puts a long text in front of its card, and says that it is there when the card is refused', async () => {
    const { wecom, channel } = await connectedWecom();
    const text = '一条很长的通知。'.repeat(30);

    await channel.send(say(text, { receiptOf: 'd-1' }), soon());
    expect(wecom.shown(groupId)).toMatchObject([{ kind: 'text', text }, { kind: 'card' }]);

    wecom.fault('aibot_send_msg', { kind: 'refuse', errcode: 40058, errmsg: 'bad' });
    expect((await failureOf(channel.send(say(text, { receiptOf: 'd-2' }), soon()))).failure.kind).toBe('permanent');
    expect(wecom.shown(groupId)).toHaveLength(2);
  });

  it('has a text on its card exactly where the preview says so', async () => {
    const { wecom, channel } = await connectedWecom();
    const fits = `周五前报名\n${'请'.repeat(mostCardText - 6)}`;

    await channel.send(say(fits, { receiptOf: 'd-1' }), soon());
    await channel.send(say(`${fits}请`, { receiptOf: 'd-2' }), soon());

    expect(channel.capabilities.maxButtonText).toBe(mostCardText);
    expect(wecom.shown(groupId).map(({ kind }) => kind)).toEqual(['card', 'text', 'card']);
  });

  it('uploads a large file in parts, and shows nothing when a part is refused for good', async () => {
    const { wecom, channel } = await connectedWecom();
    const bytes = Uint8Array.from({ length: 1_300_000 }, (_, place) => place % 251);
    const body = { kind: 'file', name: '手册.pdf', mime: 'application/pdf', bytes, caption: '' } as const;

    await channel.send(say('', { body }), soon());
    expect(Buffer.compare(wecom.shown(groupId)[0]?.file?.bytes ?? Buffer.alloc(0), Buffer.from(bytes))).toBe(0);

    wecom.fault('aibot_upload_media_init', { kind: 'refuse', errcode: 45009, errmsg: 'freq' });
    expect((await failureOf(channel.send(say('', { body }), soon()))).failure.kind).toBe('rate_limited');
    expect(wecom.shown(groupId)).toHaveLength(1);
  });

  it('takes a 收到 from a card also after a restart, and from a server that tells it the old way', async () => {
    const bench = await connectedWecom();
    const { wecom, channel, pressed, until } = bench;
    await channel.send(say('周五前报名\n地点另行通知', { receiptOf: 'd-1' }), soon());
    const card = wecom.shown(groupId).at(-1);
    if (card === undefined) throw new Error('no card');
    await bench.stop();
    await bench.start();

    wecom.press(card, { from: 'zhangsan', place: 0, legacy: true });
    await until(() => card.views.has('zhangsan'));

    expect(pressed).toEqual([
      { deliveryId: 'd-1', conversation: group, sender: { platformId: 'zhangsan', name: 'zhangsan' } },
    ]);
    expect(card.views.get('zhangsan')).toMatchObject({
      main_title: { title: '周五前报名' },
      sub_title_text: '地点另行通知',
      quote_area: { quote_text: 'zhangsan，已登记收到。' },
      button_list: [{ text: '✓ 已收到' }],
    });
  });

  it('says that a press is not noted when it could not be stored', async () => {
    const bench = await connectedWecom();
    await bench.channel.send(say('周五前报名', { receiptOf: 'd-1' }), soon());
    const card = bench.wecom.shown(groupId).at(-1);
    if (card === undefined) throw new Error('no card');
    bench.failure = new Error('disk full');

    bench.wecom.press(card, { from: 'zhangsan', place: 0 });
    await bench.until(() => card.views.has('zhangsan'));

    expect(card.views.get('zhangsan')?.quote_area?.quote_text).toContain('没有登记上');
    bench.failure = null;
    await speak(bench);
  });
});
