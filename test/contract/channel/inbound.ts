import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/domain/message.ts';
import { type ChannelBench, type Platform, soon, type Written } from './bench.ts';

/** What comes in, where anybody can write to the channel. */
export function inboundCases(platform: Platform, bench: () => ChannelBench): void {
  describe.runIf(platform.capabilities.inbound !== 'none')('when somebody writes', () => {
    addressedCases(platform, bench);
    storedCases(platform, bench);
  });
}

function addressedCases(platform: Platform, bench: () => ChannelBench): void {
  it('hands a mention in once, without the mention, with where and from whom it came', async () => {
    const { mention, group, accepted, receive } = bench();
    await receive(written(`${mention} 长沙接待日收集了多少条？`));

    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({
      conversation: group,
      sender: { name: '张三', bot: false },
      addressed: 'mention',
      mentionsAll: false,
      text: '长沙接待日收集了多少条？',
      attachments: [],
    });
    expect(accepted[0]?.rawText).toContain('长沙接待日收集了多少条？');
  });

  it.runIf(platform.capabilities.inbound === 'all')('hands talk of the group in as not for the bot', async () => {
    const { accepted, receive } = bench();
    await receive(written('中午吃什么'));

    expect(accepted[0]).toMatchObject({ addressed: 'none', text: '中午吃什么', rawText: '中午吃什么' });
  });

  it('hands a command in as one', async () => {
    const { accepted, receive } = bench();
    await receive(written('/帮助'));

    expect(accepted[0]).toMatchObject({ addressed: 'command', text: '/帮助' });
  });

  it.runIf(platform.direct)('hands what is written to the bot alone in as that', async () => {
    const { direct, accepted, receive } = bench();
    await receive(written('你好', { direct: true }));

    expect(accepted[0]).toMatchObject({
      conversation: { ...direct, kind: 'direct' },
      addressed: 'direct',
      text: '你好',
    });
  });

  it('sees that everybody is meant', async () => {
    const { mention, accepted, receive } = bench();
    await receive(written(`${mention} @所有人 明天开会`));

    expect(accepted[0]).toMatchObject({ mentionsAll: true });
  });
}

function storedCases(platform: Platform, bench: () => ChannelBench): void {
  it('tells two messages of two members apart', async () => {
    const { mention, accepted, receive } = bench();
    await receive(written(`${mention} 早`));
    await receive(written(`${mention} 早`, { platformId: '2', sender: '李四' }));

    const [first, second] = accepted;
    expect(first?.key).not.toBe(second?.key);
    expect(first?.sender.platformId).not.toBe(second?.sender.platformId);
  });

  it('gives a message the platform repeats the same key', async () => {
    const { mention, accepted, receive } = bench();
    await receive(written(`${mention} 早`));
    await receive(written(`${mention} 早`));

    expect(new Set(accepted.map(({ key }) => key)).size).toBe(1);
  });

  it('tells the platform nothing when storing failed, and takes the message all the same, once', async () => {
    const { mention, accepted, failStore, receiveInVain, comesAgain } = bench();
    failStore(new Error('disk full'));
    await receiveInVain(written(`${mention} 早`));
    expect(accepted).toEqual([]);

    failStore(null);
    await comesAgain(written(`${mention} 早`));

    expect(accepted.map(({ text }) => text)).toEqual(['早']);
  });

  it.runIf(platform.direct && platform.capabilities.files !== null)('hands a file in with its content', async () => {
    const { accepted, channel, receive } = bench();
    const bytes = new TextEncoder().encode('一份名单');
    await receive(written('', { direct: true, file: { name: '会员名单.xlsx', mime: xlsx, bytes } }));

    expect(accepted[0]?.attachments).toEqual([expect.objectContaining({ kind: 'file', name: '会员名单.xlsx' })]);
    const content = platform.fetches
      ? await channel.fetchFile?.(must(accepted[0]?.attachments[0]), soon())
      : accepted[0]?.contents?.[0];
    expect(Buffer.from(content ?? [])).toEqual(Buffer.from(bytes));
  });

  it.runIf(platform.fetches)('says of a file that is no longer there that it never will be', async () => {
    const { accepted, channel, receive } = bench();
    const bytes = new TextEncoder().encode('一份名单');
    await receive(written('', { direct: true, file: { name: '会员名单.xlsx', mime: xlsx, bytes } }));

    const gone = { ...must(accepted[0]?.attachments[0]), source: { at: 'platform', ref: 'gone' } } as const;
    await expect(channel.fetchFile?.(gone, soon())).rejects.toMatchObject({ failure: { kind: 'permanent' } });
  });
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function must(attachment: Attachment | undefined): Attachment {
  if (attachment === undefined) throw new Error('nothing was attached');
  return attachment;
}

function written(text: string, changes: Partial<Written> = {}): Written {
  return { platformId: '1', sender: '张三', text, ...changes };
}
