import { describe, expect, it } from 'vitest';
import { partsOf, sizeOf } from '../../../src/base/text-parts.ts';
import { ChannelError } from '../../../src/ports/channel.ts';
import { type ChannelBench, outbound, type Platform, soon } from './bench.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What goes out. A channel whose deliveries a person posts sends nothing by itself. */
export function outboundCases(platform: Platform, bench: () => ChannelBench): void {
  it('can do what it was said to', () => {
    expect(bench().channel.capabilities).toEqual(platform.capabilities);
    expect(bench().channel.canSend()).toBe(platform.capabilities.sentBy === 'bot');
  });

  describe.runIf(platform.capabilities.sentBy === 'bot')('when it sends', () => {
    textCases(platform, bench);
    fileCases(platform, bench);
    keyCases(platform, bench);
    refusalCases(bench);
  });
}

function textCases(platform: Platform, bench: () => ChannelBench): void {
  it('shows what was sent, letter by letter', async () => {
    const text = '第一行\n<b>不是标签</b> & "引号" *星号* _下划线_ [方括号](x) 🎋';

    await bench().channel.send(outbound(bench(), text), soon());

    expect(await bench().shown()).toEqual([{ text }]);
  });

  it.skipIf(platform.capabilities.templatesOnly)('shows the words of a formatted text', async () => {
    const body = { kind: 'markdown', markdown: '**通知**\n\n- 第一项\n- 第二项 & <x>', plain: '通知\n第一项' } as const;

    await bench().channel.send(outbound(bench(), body), soon());

    const [shown] = await bench().shown();
    expect(shown).toMatchObject({ text: expect.stringContaining('通知') });
    expect(shown).toMatchObject({ text: expect.stringContaining('第一项') });
    expect(shown).toMatchObject({ text: expect.not.stringContaining('**') });
  });

  it.skipIf(platform.capabilities.templatesOnly)('shows the words of a template', async () => {
    const params = [{ name: '姓名', value: '张三' }];
    const body = { kind: 'template', template: '节前提醒', params, text: '张三，节日快乐' } as const;

    await bench().channel.send(outbound(bench(), body), soon());

    expect(await bench().shown()).toEqual([{ text: '张三，节日快乐' }]);
  });

  it.runIf(platform.capabilities.templatesOnly).each([
    { kind: 'text', text: '随手写的' },
    { kind: 'markdown', markdown: '**随手**写的', plain: '随手写的' },
    { kind: 'template', template: '没有的模板', params: [], text: '随手写的' },
  ] as const)('refuses what no approved template says', async (body) => {
    const sending = bench().channel.send(outbound(bench(), body), soon());

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'permanent', reason: 'unsupported' } });
    expect(await bench().shown()).toEqual([]);
  });

  it.runIf(platform.capabilities.inbound !== 'none')('shows a reply to a message that came in', async () => {
    const { mention, channel, group, accepted, receive } = bench();
    await receive({ platformId: '1', sender: '张三', text: `${mention} 早` });
    const [asked] = accepted;
    if (asked === undefined) throw new Error('nothing came in');

    const replyTo = { messageId: 1, replyRef: asked.replyRef, sender: asked.sender };
    await channel.send(outbound(bench(), '您好', { to: group, replyTo }), soon());

    expect(await bench().shown()).toEqual([{ text: expect.stringContaining('您好') }]);
  });

  it.runIf(platform.capabilities.maxText)('takes a long text in parts, and refuses one that is longer', async () => {
    const { channel } = bench();
    const { maxText } = channel.capabilities;
    if (maxText === null) throw new Error('it has no limit');
    const line = `第一条：会费收支每季度公示一次，联系 @张三，见 https://example.org/制度。${'🎋'.repeat(3)}\n`;
    const text = line.repeat(Math.ceil((maxText.value * 2.5) / sizeOf(line, maxText))).trimEnd();

    const parts = partsOf(text, maxText);
    for (const [place, part] of parts.entries()) {
      await channel.send(outbound(bench(), part, { idempotencyKey: `${place}` }), soon());
    }

    expect(parts.length).toBeGreaterThan(2);
    expect(await bench().shown()).toEqual(parts.map((part) => ({ text: part })));
    expect(parts.join('\n')).toBe(text);
    await expect(channel.send(outbound(bench(), text), soon())).rejects.toMatchObject({
      failure: { kind: 'permanent', reason: 'too_long' },
    });
  });
}

function fileCases(platform: Platform, bench: () => ChannelBench): void {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
  const body = { kind: 'file', name: '会员名单.xlsx', mime: xlsx, bytes, caption: '' } as const;

  it.runIf(platform.capabilities.files)('sends a file with its name and its content', async () => {
    await bench().channel.send(outbound(bench(), body), soon());

    const [shown] = await bench().shown();
    expect(shown).toMatchObject({ file: '会员名单.xlsx' });
    expect(shown && 'bytes' in shown && Buffer.compare(Buffer.from(shown.bytes), Buffer.from(bytes))).toBe(0);
  });

  it.skipIf(platform.capabilities.files)('refuses a file, which it cannot send', async () => {
    const sending = bench().channel.send(outbound(bench(), body), soon());

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'permanent', reason: 'unsupported' } });
  });
}

function keyCases(platform: Platform, bench: () => ChannelBench): void {
  it('shows the same idempotency key once, or has said that it cannot', async () => {
    await bench().channel.send(outbound(bench(), '寄语'), soon());
    await bench().channel.send(outbound(bench(), '寄语'), soon());

    expect(await bench().shown()).toHaveLength(platform.capabilities.idempotentSend ? 1 : 2);
  });

  it('shows two messages of the same text with different keys', async () => {
    await bench().channel.send(outbound(bench(), '收到', { idempotencyKey: 'a' }), soon());
    await bench().channel.send(outbound(bench(), '收到', { idempotencyKey: 'b' }), soon());

    expect(await bench().shown()).toEqual([{ text: '收到' }, { text: '收到' }]);
  });
}

function refusalCases(bench: () => ChannelBench): void {
  it('refuses a group that is not there', async () => {
    const nowhere = { ...bench().group, platformId: '-404' };

    const sending = bench().channel.send(outbound(bench(), '寄语', { to: nowhere }), soon());

    await expect(sending).rejects.toBeInstanceOf(ChannelError);
    await expect(sending).rejects.toMatchObject({ failure: { kind: 'gone' } });
  });

  it('does not send what was given up before', async () => {
    const sending = bench().channel.send(outbound(bench(), '寄语'), AbortSignal.abort());

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'transient' } });
    expect(await bench().shown()).toEqual([]);
  });
}
