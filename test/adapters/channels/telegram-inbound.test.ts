import { describe, expect, it } from 'vitest';
import { connected, groupId, li, type TelegramBench, zhang } from '../../support/telegram-bench.ts';
import type { Said } from '../../support/telegram-emulator-people.ts';

/** Says it in the group and resolves with what the bot then knows. */
async function heard(
  bench: TelegramBench,
  said: string | Partial<Said>,
): Promise<TelegramBench['accepted'][number] | undefined> {
  const before = bench.accepted.length;
  bench.telegram.people.say({ chat: groupId, from: zhang, ...(typeof said === 'string' ? { text: said } : said) });
  await bench.confirmed();
  return bench.accepted[before];
}

async function hearsAll(): Promise<TelegramBench> {
  const bench = await connected();
  bench.bot.privacy = false;
  return bench;
}

describe('a message of a Telegram group', () => {
  it.each([
    ['@qingyu_bot 合肥呢', 'mention', '合肥呢'],
    ['@Qingyu_Bot：合肥呢', 'mention', '合肥呢'],
    ['🎋🎋 请问@qingyu_bot 👨‍👩‍👧 合肥呢', 'mention', '🎋🎋 请问 👨‍👩‍👧 合肥呢'],
    ['@qingyu_bot /suggest 多一点菜', 'mention', '/建议 多一点菜'],
    ['@清语 合肥呢', 'mention', '合肥呢'],
    ['/suggest 多一点菜', 'command', '/建议 多一点菜'],
    ['/suggest@qingyu_bot 多一点菜', 'command', '/建议 多一点菜'],
    ['/suggest@QINGYU_bot', 'command', '/建议'],
    ['/whatever@qingyu_bot', 'command', '/whatever'],
    ['/建议 多一点菜', 'command', '/建议 多一点菜'],
    ['/start', 'command', '/帮助'],
    ['/start@qingyu_bot abc', 'command', '/帮助'],
    ['转人工', 'command', '转人工'],
    ['/suggest@other_bot 多一点菜', 'none', '/suggest@other_bot 多一点菜'],
    ['/help@other_bot', 'none', '/help@other_bot'],
    ['/help@other_bot @qingyu_bot 也说说', 'mention', '/help@other_bot 也说说'],
    ['/whatever', 'none', '/whatever'],
    ['@qingyu_bot2 合肥呢', 'none', '@qingyu_bot2 合肥呢'],
    ['@other_bot 合肥呢', 'none', '@other_bot 合肥呢'],
    ['中午吃什么', 'none', '中午吃什么'],
  ])('%j turns to it by %s', async (rawText, addressed, text) => {
    const bench = await hearsAll();

    expect(await heard(bench, rawText)).toMatchObject({ addressed, text, rawText, mentionsAll: false });
  });

  it('mentions it by a link on any words', async () => {
    const bench = await connected();
    const entities = [{ type: 'text_mention', offset: 3, length: 2, user: bench.bot.user }];

    expect(await heard(bench, { text: '🎋 小语 合肥呢', entities })).toMatchObject({
      addressed: 'mention',
      text: '🎋 合肥呢',
    });
  });

  it('means everybody', async () => {
    const bench = await hearsAll();

    expect(await heard(bench, '@所有人 明天开会')).toMatchObject({ addressed: 'none', mentionsAll: true });
  });

  it('replies to it, with the words it replies to', async () => {
    const bench = await connected();
    const to = { channel: 'telegram', kind: 'group', platformId: String(groupId) } as const;
    const body = { kind: 'text', text: '今天的寄语' } as const;
    const { platformMessageId } = await bench.channel.send(
      { to, body, replyTo: null, receiptOf: null, idempotencyKey: 'a' },
      AbortSignal.timeout(5_000),
    );

    expect(await heard(bench, { text: '写得好', replyTo: Number(platformMessageId) })).toMatchObject({
      addressed: 'reply',
      quoted: { platformMessageId, text: '今天的寄语' },
    });
  });

  it('quotes a part of another', async () => {
    const bench = await hearsAll();
    await heard(bench, '一二三四');

    const message = await heard(bench, {
      text: '@qingyu_bot 这是什么',
      replyTo: 1,
      extra: { quote: { text: '二三', position: 1 } },
    });

    expect(message).toMatchObject({ addressed: 'mention', quoted: { platformMessageId: '1', text: '二三' } });
  });

  it('names where it was said, by whom and when', async () => {
    const bench = await connected();
    const from = { ...li, last_name: '秘书长', username: 'lisi' };

    const message = await heard(bench, { text: '@qingyu_bot 你好', from, extra: { date: 1_790_000_000 } });

    expect(message).toMatchObject({
      key: `telegram/${bench.bot.user.id}/${groupId}/1`,
      conversation: { channel: 'telegram', kind: 'group', platformId: String(groupId), title: '餐饮行业协会' },
      sender: { platformId: '102', name: '李四 秘书长', bot: false },
      sentAt: 1_790_000_000_000,
      replyRef: `${groupId}/1`,
    });
  });

  it('has the number of the supergroup, and elsewhere that of the account: another bot counts anew there', async () => {
    const bench = await connected();
    const chats = [
      { id: -100_42, type: 'supergroup' },
      { id: 101, type: 'private' },
    ];
    for (const chat of chats)
      bench.telegram.push(bench.bot, 'message', { message_id: 7, date: 1, chat, from: zhang, text: '你好' });
    await bench.confirmed();

    expect(bench.accepted.map(({ key }) => key)).toEqual(['telegram/-10042/7', `telegram/${bench.bot.user.id}/101/7`]);
  });

  it.each([
    [{ from: { id: 9, is_bot: true, first_name: '小助手' } }, { name: '小助手', bot: true }],
    [{ from: { id: 9, is_bot: false, first_name: '', username: 'wangwu' } }, { name: 'wangwu', bot: false }],
    [
      {
        from: { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
        extra: { sender_chat: { id: groupId, type: 'group', title: '餐饮行业协会' }, author_signature: '群主' },
      },
      { platformId: String(groupId), name: '群主', bot: false },
    ],
    [
      {
        from: { id: 777_000, is_bot: false, first_name: 'Telegram' },
        extra: { sender_chat: { id: -5, type: 'channel', title: '协会公告' }, is_automatic_forward: true },
      },
      { platformId: '-5', name: '协会公告', bot: true },
    ],
  ] satisfies [Partial<Said>, object][])('comes from %j', async (said, sender) => {
    const bench = await connected();

    expect(await heard(bench, { text: '@qingyu_bot 你好', ...said })).toMatchObject({ sender });
  });

  it.each<[string, Record<string, unknown>, object]>([
    [
      'photo',
      {
        photo: [
          { file_id: 's', file_size: 10 },
          { file_id: 'l', file_size: 90 },
        ],
      },
      { kind: 'image', mime: 'image/jpeg', size: 90 },
    ],
    [
      'voice',
      { voice: { file_id: 'v', mime_type: 'audio/ogg', file_size: 9 } },
      { kind: 'audio', name: '语音.ogg', size: 9 },
    ],
    ['audio', { audio: { file_id: 'v', file_name: '会歌.mp3' } }, { kind: 'audio', name: '会歌.mp3', size: null }],
    ['video', { video: { file_id: 'v', mime_type: 'video/mp4' } }, { kind: 'video', mime: 'video/mp4' }],
    ['video note', { video_note: { file_id: 'v' } }, { kind: 'video' }],
    ['animation', { animation: { file_id: 'v' }, document: { file_id: 'v' } }, { kind: 'video' }],
  ])('brings a %s', async (_, extra, attachment) => {
    const bench = await connected();
    for (const id of ['s', 'l', 'v']) bench.telegram.addFile(id, new Uint8Array([1, 2, 3]));

    const message = await heard(bench, { text: '', chat: zhang.id, extra });

    expect(message?.attachments).toEqual([expect.objectContaining(attachment)]);
    expect(await fetched(bench, message)).toEqual(Buffer.from([1, 2, 3]));
  });

  it('shows a sticker as what it stands for, and nothing of what has no words', async () => {
    const bench = await connected();

    expect(await heard(bench, { chat: zhang.id, extra: { sticker: { file_id: 's', emoji: '👍' } } })).toMatchObject({
      text: '👍',
    });
    expect(await heard(bench, { chat: zhang.id, extra: { location: { latitude: 1, longitude: 2 } } })).toBeUndefined();
    expect(await heard(bench, { extra: { new_chat_title: '新名' } })).toBeUndefined();
  });

  it('has no character that a database would refuse', async () => {
    const bench = await connected();

    expect(await heard(bench, { text: '\0\ud800 @qingyu_bot 你好' })).toMatchObject({ text: '\ufffd\ufffd 你好' });
  });

  it('is not there when it is edited or posted in a channel', async () => {
    const bench = await connected();
    const message = {
      message_id: 5,
      date: 1,
      chat: { id: groupId, type: 'group' },
      from: zhang,
      text: '@qingyu_bot 改了',
    };
    bench.telegram.push(bench.bot, 'message', { ...message, chat: { id: -7, type: 'channel' } });
    bench.bot.allowed = ['message', 'edited_message', 'channel_post'];
    bench.telegram.push(bench.bot, 'edited_message', message);
    bench.telegram.push(bench.bot, 'channel_post', message);
    await bench.confirmed();

    expect(bench.accepted).toEqual([]);
    expect(bench.log.notes.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a topic of a forum', () => {
  const forum = -1_000_000_000_007;

  async function withTopics(): Promise<TelegramBench> {
    const bench = await connected();
    bench.telegram.addChat(bench.bot, {
      id: forum,
      type: 'supergroup',
      title: '论坛',
      topics: new Map([[3, '接待日']]),
    });
    return bench;
  }

  it('gets the reply to what was said in it', async () => {
    const bench = await withTopics();
    const asked = await heard(bench, { chat: forum, text: '@qingyu_bot 早', thread: 3 });
    expect(asked?.replyRef).toBe(`${forum}/1/3`);

    await reply(bench, asked);

    expect(bench.telegram.shown(bench.bot, forum)).toMatchObject([
      { message_thread_id: 3, reply_to_message: { message_id: 1 }, text: '您好' },
    ]);
  });

  it('that is no more leaves the reply in the group', async () => {
    const bench = await withTopics();
    const asked = await heard(bench, { chat: forum, text: '@qingyu_bot 早', thread: 4 });

    await reply(bench, asked);

    const [shown] = bench.telegram.shown(bench.bot, forum);
    expect(shown).toMatchObject({ text: '您好', reply_to_message: { message_id: 1 } });
    expect(shown).not.toHaveProperty('message_thread_id');
  });

  it('is no reply to the bot because the bot opened it', async () => {
    const bench = await withTopics();
    bench.bot.privacy = false;
    const first = { message_id: 3, from: bench.bot.user, forum_topic_created: { name: '接待日' } };

    const message = await heard(bench, { chat: forum, text: '大家好', thread: 3, extra: { reply_to_message: first } });

    expect(message).toMatchObject({ addressed: 'none', quoted: null });
  });

  it('is not named by the thread of a reply outside of topics', async () => {
    const bench = await connected();

    const message = await heard(bench, { text: '@qingyu_bot 早', extra: { message_thread_id: 99 } });

    expect(message?.replyRef).toBe(`${groupId}/1`);
  });
});

describe('the place of the bot', () => {
  const group = { channel: 'telegram', kind: 'group', platformId: String(groupId) } as const;
  const titled = { ...group, title: '餐饮行业协会' };

  it('is told when it is put out, let in and made an administrator', async () => {
    const { telegram, bot, changes, confirmed } = await connected();

    telegram.people.place(bot, groupId, 'kicked');
    telegram.people.place(bot, groupId, 'member');
    telegram.people.place(bot, groupId, 'administrator');
    await confirmed();

    expect(changes).toEqual([
      { kind: 'left', conversation: group },
      { kind: 'joined', conversation: titled },
    ]);
  });

  it('is told when a person blocks it', async () => {
    const { telegram, bot, changes, confirmed } = await connected();

    telegram.people.place(bot, zhang.id, 'kicked');
    await confirmed();

    expect(changes).toMatchObject([{ kind: 'left', conversation: { kind: 'direct', platformId: '101' } }]);
  });

  it('moves with a group that becomes a supergroup, which both sides say', async () => {
    const { telegram, changes, confirmed, channel } = await connected();

    const id = telegram.people.migrate(groupId);
    await confirmed();

    const moved = { kind: 'moved', from: group, to: { ...titled, platformId: String(id) } };
    expect(changes).toEqual([moved, moved]);
    const sending = channel.send(
      { to: group, body: { kind: 'text', text: '寄语' }, replyTo: null, receiptOf: null, idempotencyKey: 'a' },
      AbortSignal.timeout(5_000),
    );
    await expect(sending).rejects.toMatchObject({
      failure: { kind: 'moved', to: { ...group, platformId: String(id) } },
    });
  });
});

describe('a file that comes in', () => {
  const bytes = (size: number): Uint8Array => new Uint8Array(size * 1024 * 1024);

  it.each<[string, Record<string, unknown>, string]>([
    ['the message says so', { file_id: 'small', file_size: 21 * 1024 * 1024 }, '超过 20 MB'],
    ['the platform says so', { file_id: 'large' }, '超过 20 MB'],
    ['it is gone', { file_id: 'gone' }, '取不到'],
  ])('that can never be fetched is refused with a clear sentence: %s', async (_, file, words) => {
    const bench = await connected();
    bench.telegram.addFile('small', bytes(1));
    bench.telegram.addFile('large', bytes(21));

    const asked = await heard(bench, { chat: zhang.id, extra: { document: { file_name: '录像.mp4', ...file } } });

    const message = expect.stringMatching(new RegExp(`^「录像.mp4」.*${words}.*。$`, 'u'));
    await expect(fetched(bench, asked)).rejects.toMatchObject({ failure: { kind: 'permanent' }, message });
  });

  it('that cannot be fetched now holds up no message, and can be fetched later', async () => {
    const bench = await connected();
    bench.telegram.faults.add('getFile', { kind: 'html', status: 502 });

    const asked = await heard(bench, {
      chat: zhang.id,
      file: { name: '名单.xlsx', mime: 'a/b', bytes: new Uint8Array([1]) },
    });

    await expect(fetched(bench, asked)).rejects.toMatchObject({ failure: { kind: 'transient' } });
    expect(await fetched(bench, asked)).toEqual(Buffer.from([1]));
  });
});

async function fetched(bench: TelegramBench, message: TelegramBench['accepted'][number] | undefined) {
  const [attachment] = message?.attachments ?? [];
  if (attachment === undefined) throw new Error('nothing was attached');
  return bench.channel.fetchFile?.(attachment, AbortSignal.timeout(5_000));
}

async function reply(bench: TelegramBench, asked: TelegramBench['accepted'][number] | undefined): Promise<void> {
  if (asked === undefined) throw new Error('nothing came in');
  const { title: _, ...to } = asked.conversation;
  const replyTo = { messageId: 1, replyRef: asked.replyRef, sender: asked.sender };
  const body = { kind: 'text', text: '您好' } as const;
  await bench.channel.send({ to, body, replyTo, receiptOf: null, idempotencyKey: 'a' }, AbortSignal.timeout(5_000));
}
