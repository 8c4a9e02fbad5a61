import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../../src/domain/message.ts';
import { connected, type DingtalkBench, groupId, zhang } from '../../../support/dingtalk-bench.ts';
import { noPermission } from '../../../support/dingtalk-emulator-faults.ts';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

describe('a message of DingTalk', () => {
  it('of a group is the group and its title, and the person by the id of the organization', async () => {
    const message = await heard({ to: groupId, from: zhang, text: '@清语 会费什么时候交？' });

    expect(message).toMatchObject({
      conversation: { kind: 'group', platformId: groupId, title: '餐饮行业协会' },
      sender: { platformId: zhang.staffId, name: '张三', bot: false },
      addressed: 'mention',
      text: '会费什么时候交？',
      quoted: null,
      attachments: [],
    });
  });

  it('is a mention also without words, and in English commands', async () => {
    expect(await heard({ to: groupId, from: zhang, text: '@清语' })).toMatchObject({ addressed: 'mention', text: '' });
    expect(await heard({ to: groupId, from: zhang, text: '@清语 /help' })).toMatchObject({ text: '/帮助' });
  });

  it('of a group that lets the bot hear all is talk, unless it calls the bot', async () => {
    expect(await heard({ to: groupId, from: zhang, text: '中午吃什么' })).toMatchObject({ addressed: 'none' });
  });

  it('takes the person from outside of the organization by the id that is left', async () => {
    const message = await heard({ to: 'bot', from: zhang, text: '你好', changes: { senderStaffId: undefined } });

    expect(message.sender.platformId).toBe(`$:LWCP_v1:$${zhang.staffId}`);
    expect(message.conversation.platformId).toBe(message.sender.platformId);
  });

  it('has words and pictures in it, in their order', async () => {
    const richText = [
      { text: ' 看这里\n' },
      { type: 'picture', downloadCode: 'c1', pictureDownloadCode: 'p1' },
      { text: '和这里' },
      { type: 'picture', pictureDownloadCode: 'p2' },
    ];
    const message = await heard({
      to: groupId,
      from: zhang,
      text: '@清语',
      changes: { msgtype: 'richText', text: undefined, content: { richText } },
    });

    expect(message).toMatchObject({ addressed: 'mention', text: '看这里\n和这里' });
    expect(message.attachments.map(({ source }) => source)).toEqual([
      { at: 'platform', ref: 'c1' },
      { at: 'platform', ref: 'p2' },
    ]);
  });

  it.each([
    ['picture', { downloadCode: 'c' }, { kind: 'image', name: '图片.jpg' }, ''],
    ['audio', { downloadCode: 'c', recognition: '会费多少', duration: 4000 }, { kind: 'audio' }, '会费多少'],
    ['video', { downloadCode: 'c', videoType: 'mp4' }, { kind: 'video' }, ''],
    ['file', { downloadCode: 'c', fileName: '名单.xlsx' }, { kind: 'file', name: '名单.xlsx' }, ''],
  ])('may be a %s', async (...[msgtype, content, attachment, text]) => {
    const changes = { msgtype, text: undefined, content };

    expect(await heard({ to: 'bot', from: zhang, changes })).toMatchObject({ text, attachments: [attachment] });
  });

  it.each([
    ['its words', { text: ' 周五前报名 ' }, ' 周五前报名 '],
    ['its pieces', { richText: [{ msgType: 'text', content: '周五前' }, { text: '报名' }] }, '周五前报名'],
    ['nothing', { downloadCode: 'c' }, null],
  ])('quotes another by %s', async (_, content, text) => {
    const quote = { content: '收到', isReplyMsg: true, repliedMsg: { msgId: 'm', msgType: 'text', content } };

    expect(await heard({ to: groupId, from: zhang, text: '@清语', changes: { text: quote } })).toMatchObject({
      text: '收到',
      quoted: { platformMessageId: null, text },
    });
  });

  it('is nothing where it is a sticker, or of the bot itself', async () => {
    const { dingtalk, accepted, acknowledged } = await connected();
    dingtalk.say({ to: 'bot', from: zhang, changes: { msgtype: 'unknownMsgType', text: undefined } });
    dingtalk.say({ to: groupId, from: zhang, text: '@清语 我', changes: { senderId: '$:LWCP_v1:$bot' } });
    await acknowledged();

    expect(accepted).toEqual([]);
  });

  it.each([
    ['elsewhere', 'https://evil.example.org/robot/sendBySession?session=1'],
    ['beside DingTalk', 'https://evildingtalk.com/x'],
    ['within', 'http://127.0.0.1:1/x'],
    ['in the clear', 'http://oapi.dingtalk.com/robot/sendBySession?session=1'],
    ['at another port', 'https://oapi.dingtalk.com:8443/robot/sendBySession?session=1'],
    ['nowhere', 'not a url'],
  ])('with an address to reply to %s has none', async (_, sessionWebhook) => {
    const { replyRef } = await heard({ to: groupId, from: zhang, text: '@清语 你好', changes: { sessionWebhook } });

    expect(replyRef).toBeNull();
  });

  it('with an address of DingTalk can be replied to', async () => {
    const sessionWebhook = 'https://oapi.dingtalk.com/robot/sendBySession?session=1';
    const { replyRef } = await heard({ to: groupId, from: zhang, text: '@清语 你好', changes: { sessionWebhook } });

    expect(replyRef).toContain(sessionWebhook);
  });
});

describe('a file that came with a message of DingTalk', () => {
  it('is read when it is asked for', async () => {
    const { bench, file } = await withFile();

    expect(Buffer.from((await bench.channel.fetchFile?.(file, soon())) ?? []).toString()).toBe('名单');
    expect(bench.dingtalk.calls.filter(({ path }) => path.includes('download'))).toHaveLength(1);
  });

  it('says which permission is missing', async () => {
    const { bench, file } = await withFile();
    bench.dingtalk.faults.add('download', noPermission('qyapi_robot_sendmsg'));

    await expect(bench.channel.fetchFile?.(file, soon())).rejects.toMatchObject({
      failure: { kind: 'permanent' },
      message: expect.stringContaining('qyapi_robot_sendmsg'),
    });
  });

  it.each([
    ['download', { kind: 'html', status: 502 }],
    ['download', { kind: 'drop' }],
    ['file', { kind: 'html', status: 500 }],
    ['file', { kind: 'drop' }],
  ] as const)('may be tried again after a failure of %s: %o', async (operation, fault) => {
    const { bench, file } = await withFile();
    bench.dingtalk.faults.add(operation, fault);

    const error = await bench.channel.fetchFile?.(file, soon()).catch((error: unknown) => error);

    expect(error).toMatchObject({ failure: { kind: 'transient' } });
    expect(String((error as Error).cause)).not.toContain('signature');
    expect(await bench.channel.fetchFile?.(file, soon())).toBeDefined();
  });
});

async function withFile(): Promise<{ bench: DingtalkBench; file: Attachment }> {
  const bench = await connected();
  const bytes = new TextEncoder().encode('名单');
  bench.dingtalk.say({ to: 'bot', from: zhang, file: { name: '名单.txt', bytes } });
  await bench.acknowledged();
  const file = bench.accepted[0]?.attachments[0];
  if (file === undefined) throw new Error('nothing came');
  return { bench, file };
}

async function heard(said: Parameters<DingtalkBench['dingtalk']['say']>[0]) {
  const { dingtalk, accepted, acknowledged } = await connected();
  dingtalk.say(said);
  await acknowledged();
  const [message] = accepted;
  if (message === undefined) throw new Error('nothing came in');
  return message;
}
