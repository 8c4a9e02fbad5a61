import { describe, expect, it } from 'vitest';
import { ChannelError, type Body, type Outbound } from '../../../src/ports/channel.ts';
import { connected, groupId, type TelegramBench, zhang } from '../../support/telegram-bench.ts';
import { refused, type TelegramFault } from '../../support/telegram-emulator-faults.ts';

const group = { channel: 'telegram', kind: 'group', platformId: String(groupId) } as const;

function send({ channel }: TelegramBench, body: Body | string, changes: Partial<Outbound> = {}): Promise<unknown> {
  return channel.send(
    {
      to: group,
      body: typeof body === 'string' ? { kind: 'text', text: body } : body,
      replyTo: null,
      receiptOf: null,
      idempotencyKey: 'a',
      ...changes,
    },
    AbortSignal.timeout(3_000),
  );
}

function sent({ telegram }: TelegramBench, method = 'sendMessage'): Record<string, unknown>[] {
  return telegram.requests.filter((request) => request.method === method).map(({ payload }) => payload);
}

const file = (changes: Partial<Extract<Body, { kind: 'file' }>> = {}): Body => ({
  kind: 'file',
  name: '会员名单.xlsx',
  mime: 'a/b',
  bytes: new Uint8Array([1, 2]),
  caption: '',
  ...changes,
});

describe('sending to Telegram', () => {
  it('formats with the tags the platform knows', async () => {
    const bench = await connected();
    const markdown =
      '# 通知\n\n请看 [网页](https://example.org/?a=1&b="2") 和 `代码`，_要_ **快**\n\n1. 一 <b>\n2. 二\n\n> 引用\n\n[坏](javascript:x)';

    await send(bench, { kind: 'markdown', markdown, plain: '通知' });

    expect(sent(bench)).toMatchObject([{ parse_mode: 'HTML' }]);
    expect(sent(bench)[0]?.['text']).toBe(
      '<b>通知</b>\n\n请看 <a href="https://example.org/?a=1&amp;b=&quot;2&quot;">网页</a> 和 <code>代码</code>，<i>要</i> <b>快</b>' +
        '\n\n1. 一 &lt;b&gt;\n2. 二\n\n<blockquote>引用</blockquote>\n\n坏',
    );
    expect(bench.telegram.shown(bench.bot, groupId)).toHaveLength(1);
  });

  it('shows the plain words where the platform cannot read the formatted ones', async () => {
    const bench = await connected();
    bench.telegram.faults.add('sendMessage', refused(400, "Bad Request: can't parse entities: unsupported start tag"));

    await send(bench, { kind: 'markdown', markdown: '**通知**', plain: '通知' });

    expect(bench.telegram.shown(bench.bot, groupId)).toMatchObject([{ text: '通知' }]);
    expect(sent(bench)[1]).not.toHaveProperty('parse_mode');
  });

  it('counts of a formatted text only what is seen', async () => {
    const bench = await connected();

    await send(bench, { kind: 'markdown', markdown: `**${'&'.repeat(4_096)}**`, plain: '短' });
    await send(bench, { kind: 'markdown', markdown: '字'.repeat(4_097), plain: '短' });

    expect(bench.telegram.shown(bench.bot, groupId).map(({ text }) => text?.length)).toEqual([4_096, 1]);
  });

  it.each([
    ['a text', '字'.repeat(4_097)],
    ['a file', file({ bytes: new Uint8Array(50 * 1024 * 1024 + 1) })],
    ['what is said of a file', file({ caption: '字'.repeat(1_025) })],
  ])('refuses %s that is too long before it asks', async (_, body) => {
    const bench = await connected();

    await expect(send(bench, body)).rejects.toMatchObject({ failure: { kind: 'permanent', reason: 'too_long' } });
    expect([...sent(bench), ...sent(bench, 'sendDocument')]).toEqual([]);
  });

  it('sends a file as a reply, with what is said of it', async () => {
    const bench = await connected();
    bench.telegram.people.say({ chat: groupId, from: zhang, text: '/导出' });
    await bench.confirmed();

    const replyTo = { messageId: 1, replyRef: `${groupId}/1`, sender: { platformId: '101', name: '张三' } };
    await send(bench, file({ caption: '名单在这里' }), { replyTo });

    expect(bench.telegram.shown(bench.bot, groupId)).toMatchObject([
      { document: { file_name: '会员名单.xlsx' }, caption: '名单在这里', reply_to_message: { message_id: 1 } },
    ]);
  });

  it('sends a file whose name would break the form under a name that does not', async () => {
    const bench = await connected();

    await send(bench, file({ name: '名"单\r\nX: y/\\.xlsx' }));

    expect(bench.telegram.shown(bench.bot, groupId)[0]?.document?.file_name).toBe('名_单__X: y__.xlsx');
  });

  it('sends a reply also when what it replies to is gone, or cannot be named', async () => {
    const bench = await connected();
    const sender = { platformId: '101', name: '张三' };

    await send(bench, '一', { replyTo: { messageId: 1, replyRef: `${groupId}/999`, sender } });
    await send(bench, '二', { replyTo: { messageId: 1, replyRef: 'web-5', sender } });

    expect(bench.telegram.shown(bench.bot, groupId).map(({ text }) => text)).toEqual(['一', '二']);
  });

  it('quotes nothing of a group that went on under another number', async () => {
    const bench = await connected();
    bench.telegram.people.say({ chat: groupId, from: zhang, text: '/帮助' });
    const sender = { platformId: '101', name: '张三' };

    await send(bench, '您好', { replyTo: { messageId: 1, replyRef: '-43/1', sender } });

    expect(bench.telegram.shown(bench.bot, groupId)[0]).not.toHaveProperty('reply_to_message');
  });

  it('works in a process that does not hold the connection', async () => {
    const bench = await connected();
    const other = bench.another();
    expect(other.health().state).toBe('idle');
    expect(other.canSend()).toBe(true);

    await other.send(
      { to: group, body: { kind: 'text', text: '寄语' }, replyTo: null, receiptOf: null, idempotencyKey: 'a' },
      AbortSignal.timeout(3_000),
    );

    expect(bench.telegram.shown(bench.bot, groupId)).toHaveLength(1);
  });

  it.each<[string, TelegramFault, string]>([
    ['the connection ends', { kind: 'drop' }, 'unknown_outcome'],
    ['the answer is lost', { kind: 'lost' }, 'unknown_outcome'],
    ['there is no answer', { kind: 'hang' }, 'unknown_outcome'],
    ['a gateway fails', { kind: 'html', status: 502 }, 'unknown_outcome'],
    ['the server fails', refused(500, 'Internal Server Error'), 'unknown_outcome'],
    ['a page comes instead of an answer', { kind: 'html', status: 200 }, 'unknown_outcome'],
    ['it may not write', refused(400, 'Bad Request: CHAT_WRITE_FORBIDDEN'), 'permanent'],
    ['the person has blocked it', refused(403, 'Forbidden: bot was blocked by the user'), 'gone'],
    ['the group was closed', refused(400, 'Bad Request: group chat was deactivated'), 'gone'],
    ['the method is not known, as with a malformed token', refused(404, 'Not Found'), 'auth'],
    ['no time to wait is named', refused(429, 'Too Many Requests'), 'rate_limited'],
  ])('tells, when %s, what is known', async (_, fault, kind) => {
    const bench = await connected();
    bench.telegram.faults.add('sendMessage', fault);

    const error = await send(bench, '寄语').catch((error: unknown) => error);

    expect(error).toBeInstanceOf(ChannelError);
    expect(error).toMatchObject({ failure: { kind }, message: expect.stringMatching(/^\p{Script=Han}.*。$/u) });
  });

  it('knows that nothing was sent when there was no connection', async () => {
    const bench = await connected();
    await bench.telegram.cut();

    await expect(send(bench, '寄语')).rejects.toMatchObject({ failure: { kind: 'transient' } });
  });

  it('knows that nothing was sent when the name of the server is not known', async () => {
    const bench = await connected();
    const other = bench.another({ apiRoot: 'https://nowhere.invalid/' });

    const sending = other.send(
      { to: group, body: { kind: 'text', text: '寄语' }, replyTo: null, receiptOf: null, idempotencyKey: 'a' },
      AbortSignal.timeout(10_000),
    );

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'transient' } });
  });

  it('keeps a path in the address of the server', async () => {
    const bench = await connected();
    const other = bench.another({ apiRoot: `${bench.telegram.url}/relay` });

    await expect(
      other.send(
        { to: group, body: { kind: 'text', text: '寄语' }, replyTo: null, receiptOf: null, idempotencyKey: 'a' },
        AbortSignal.timeout(3_000),
      ),
    ).rejects.toBeInstanceOf(ChannelError);
    expect(bench.telegram.paths.at(-1)).toMatch(/^\/relay\/bot/);
  });
});
