import { channelContract } from '../../contract/channel.ts';
import type { ChannelBench, Fault, Platform, Shown, Written } from '../../contract/channel/bench.ts';
import { groupId, li, openTelegram, type TelegramBench, until, zhang } from '../../support/telegram-bench.ts';
import { refused, tooMany } from '../../support/telegram-emulator-faults.ts';

const platform: Platform = {
  capabilities: {
    inbound: 'addressed',
    redelivery: 'until-stored',
    maxText: { value: 4096, in: 'units' },
    files: { maxBytes: 52_428_800, maxCaption: 1_024 },
    quotes: true,
    usernames: true,
    buttons: true,
    receipts: [],
    idempotentSend: false,
    sentBy: 'bot',
    directChats: true,
    rates: [
      { scope: 'conversation', max: 1, perMs: 1_000, burst: 1 },
      { scope: 'conversation', max: 20, perMs: 60_000, burst: 3 },
      { scope: 'account', max: 30, perMs: 1_000, burst: 4 },
    ],
    pause: null,
  },
  direct: true,
  // It has no answer that surely means "not delivered, try again": only a refused connection does.
  faults: ['rate_limited', 'unknown_outcome', 'permanent', 'gone', 'moved', 'auth'],
  cuts: true,
  fetches: true,
};

channelContract('telegram', platform, async (): Promise<ChannelBench> => {
  const bench = await openTelegram();
  const stop = await bench.start();
  const { telegram, bot, channel } = bench;
  return {
    channel,
    group: { channel: 'telegram', kind: 'group', platformId: String(groupId) },
    direct: { channel: 'telegram', kind: 'direct', platformId: String(zhang.id) },
    mention: '@qingyu_bot',
    accepted: bench.accepted,
    failStore(error) {
      bench.failure = error;
    },
    async receive(written) {
      say(bench, written);
      await bench.confirmed();
    },
    async receiveInVain(written) {
      const before = bench.refusals;
      say(bench, written);
      await until(() => bench.refusals > before);
      if (bot.queue.length !== 1) throw new Error('the platform was told');
    },
    comesAgain: () => bench.confirmed(),
    shown: async () => telegram.shown(bot, groupId).map((message) => shownAs(bench, message)),
    pressing: pressingOf(bench),
    fail: (fault) => fail(bench, fault),
    cut: () => telegram.cut(),
    until: (state) => until(() => channel.health().state === state),
    stop,
    close: () => bench.close(),
  };
});

function pressingOf({ telegram, bot, chosen, confirmed }: TelegramBench): NonNullable<ChannelBench['pressing']> {
  const find = (id: string) => telegram.shown(bot, groupId).find((message) => String(message.message_id) === id);
  return {
    chosen,
    async press(id, { sender, place }) {
      const from = sender === '张三' ? zhang : li;
      const query = telegram.people.press({ chat: groupId, message: Number(id), from, place });
      await confirmed();
      return telegram.answers.find(({ queryId }) => queryId === query)?.text ?? '';
    },
    labels: async (id) =>
      find(id)
        ?.reply_markup?.inline_keyboard.flat()
        .map(({ text }) => text) ?? [],
  };
}

function say({ telegram }: TelegramBench, { platformId, sender, text, direct, file }: Written): void {
  const from = sender === '张三' ? zhang : li;
  telegram.people.say({ chat: direct ? from.id : groupId, from, text, id: Number(platformId), ...(file && { file }) });
}

function shownAs(
  { telegram }: TelegramBench,
  { text = '', document }: ReturnType<TelegramBench['telegram']['shown']>[number],
): Shown {
  return document === undefined ? { text } : { file: document.file_name, bytes: telegram.bytesOf(document.file_id) };
}

function fail({ telegram, bot }: TelegramBench, fault: Fault): void {
  const next = (what: Parameters<typeof telegram.faults.add>[1]): void => telegram.faults.add('sendMessage', what);
  switch (fault) {
    case 'rate_limited':
      return next(tooMany(3));
    case 'unknown_outcome':
      return next({ kind: 'lost' });
    case 'permanent':
      return next(refused(400, 'Bad Request: not enough rights to send text messages to the chat'));
    case 'gone':
      return next(refused(403, 'Forbidden: bot was kicked from the group chat'));
    case 'moved':
      return next(
        refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100_42 }),
      );
    case 'auth':
      bot.revoked = true;
      return;
    case 'transient':
      throw new Error('it has no such answer');
  }
}
