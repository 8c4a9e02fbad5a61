import { vi } from 'vitest';
import { capabilities } from '../../../../src/adapters/channels/wecom/capabilities.ts';
import { channelContract } from '../../../contract/channel.ts';
import type { ChannelBench, Fault as Refusal, Platform, Shown, Written } from '../../../contract/channel/bench.ts';
import { groupId, openWecom, speak, type WecomBench } from '../../../support/wecom-bench.ts';
import { type Fault, type Shown as Seen, textOf } from '../../../support/wecom-emulator.ts';

const platform: Platform = {
  capabilities,
  direct: true,
  faults: ['rate_limited', 'transient', 'unknown_outcome', 'permanent', 'gone', 'auth'],
  cuts: true,
};

/** What the platform does to the next message. */
const faults: Record<Refusal, Fault> = {
  rate_limited: { kind: 'refuse', errcode: 45009, errmsg: 'api freq out of limit' },
  transient: { kind: 'refuse', errcode: -1, errmsg: 'system error' },
  unknown_outcome: { kind: 'silent', shown: true },
  permanent: { kind: 'refuse', errcode: 40058, errmsg: 'invalid parameter, hint: [1]' },
  gone: { kind: 'refuse', errcode: 93008, errmsg: 'not in chat' },
  moved: { kind: 'silent', shown: false },
  auth: { kind: 'refuse', errcode: 853000, errmsg: 'signature is incorrect' },
};

// The library waits five seconds for an answer, and nothing shortens it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

channelContract('wecom', platform, async (): Promise<ChannelBench> => {
  const bench = await openWecom();
  await bench.start();
  await speak(bench);
  const { wecom, channel, accepted, until } = bench;
  const say = (written: Written): void => void wecom.say(saidOf(bench, written));
  return {
    channel,
    group: { channel: 'wecom', kind: 'group', platformId: groupId },
    direct: { channel: 'wecom', kind: 'direct', platformId: '张三' },
    mention: '@清语助手',
    accepted,
    failStore(error) {
      bench.failure = error;
    },
    async receive(written) {
      const before = accepted.length;
      say(written);
      await until(() => accepted.length > before);
    },
    async receiveInVain(written) {
      const before = bench.refusals;
      say(written);
      await until(() => bench.refusals > before);
    },
    // The platform says it once: the channel has kept it.
    comesAgain: () => until(() => accepted.length > 0),
    shown: async () => wecom.shown(groupId).map(shownAs),
    pressing: pressingOf(bench),
    fail: (fault) => wecom.fault('aibot_send_msg', faults[fault]),
    cut: () => wecom.cut(),
    until: (state) => until(() => channel.health().state === state),
    stop: bench.stop,
    close: bench.close,
  };
});

/** Cards are told apart by nothing but their order, and each member has a card of their own. */
function pressingOf({ wecom, chosen, until }: WecomBench): NonNullable<ChannelBench['pressing']> {
  const newest = (): Seen => {
    const card = wecom.shown(groupId).findLast(({ card }) => card !== null);
    if (card === undefined) throw new Error('no card is shown');
    return card;
  };
  return {
    chosen,
    async press(_, { sender, place }) {
      const card = newest();
      const before = card.views.get(sender);
      wecom.press(card, { from: sender, place });
      await until(() => card.views.get(sender) !== before);
      return card.views.get(sender)?.quote_area?.quote_text ?? '';
    },
    labels: async () => (newest().views.get('张三') ?? newest().card)?.button_list.map(({ text }) => text) ?? [],
  };
}

function saidOf({ wecom }: WecomBench, { platformId, sender, text, direct, file }: Written) {
  const content =
    file === undefined
      ? { msgtype: 'text', text: { content: text } }
      : { msgtype: 'file', file: wecom.files.offer(file) };
  return { chat: direct ? null : groupId, from: sender, msgid: platformId, content };
}

function shownAs({ text, file, card }: Seen): Shown {
  if (file !== null) return { file: file.name, bytes: file.bytes };
  // What a card asks in front of the words of a message is no part of it.
  return { text: card === null ? text : textOf(card).replace(/^(?:请选择|请确认收到)\n/u, '') };
}
