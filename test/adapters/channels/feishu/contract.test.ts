import { channelContract } from '../../../contract/channel.ts';
import type { ChannelBench, Fault, Platform, Shown, Written } from '../../../contract/channel/bench.ts';
import {
  feishuDirect,
  feishuGroup,
  type FeishuBench,
  liSi,
  openFeishu,
  untilTrue,
  zhangSan,
  loadedBefore,
} from '../../../support/feishu-bench.ts';
import { type FeishuFault, tooFrequent } from '../../../support/feishu-emulator-faults.ts';
import { buttonsOf, type FeishuStored, seen } from '../../../support/feishu-emulator-state.ts';

const platform: Platform = {
  capabilities: {
    inbound: 'addressed',
    redelivery: 'until-stored',
    maxText: { value: 20_000, in: 'bytes' },
    files: { maxBytes: 31_457_280, maxCaption: 0 },
    quotes: true,
    buttons: true,
    receipts: [],
    idempotentSend: true,
    idempotentForMs: 3_000_000,
    sentBy: 'bot',
    directChats: true,
    readers: { withinMs: 604_800_000 },
    rates: [
      { scope: 'conversation', max: 5, perMs: 1_000, burst: 1 },
      { scope: 'account', max: 50, perMs: 1_000, burst: 5 },
      { scope: 'account', max: 1_000, perMs: 60_000, burst: 20 },
    ],
    pause: null,
  },
  direct: true,
  faults: ['rate_limited', 'transient', 'unknown_outcome', 'permanent', 'gone', 'auth'],
  cuts: true,
  fetches: true,
};

loadedBefore();

channelContract('feishu', platform, async (): Promise<ChannelBench> => {
  const bench = await openFeishu();
  const stop = await bench.start();
  const { feishu, channel } = bench;
  const settled = (): Promise<void> => feishu.until(() => feishu.settled());
  return {
    channel,
    group: { channel: 'feishu', kind: 'group', platformId: feishuGroup },
    direct: { channel: 'feishu', kind: 'direct', platformId: feishuDirect },
    mention: '@清语助手',
    accepted: bench.accepted,
    failStore(error) {
      bench.failure = error;
    },
    async receive(written) {
      say(bench, written);
      await settled();
    },
    async receiveInVain(written) {
      const before = bench.refusals;
      say(bench, written);
      await feishu.until(() => feishu.state.events.some(({ refused }) => refused > 0));
      if (bench.refusals === before || feishu.settled()) throw new Error('the platform was told');
    },
    comesAgain: settled,
    shown: async () => feishu.shown(feishuGroup).map((message) => shownAs(bench, message)),
    pressing: {
      chosen: bench.chosen,
      async press(message, { sender, place }) {
        const answer = await feishu.people.press({ message, from: personOf(sender), place });
        return answer?.toast?.content ?? '';
      },
      labels: async (id) => labelsOf(feishu.state.messages.get(id)),
    },
    see: async (id, by) => feishu.people.read(id, personOf(by)),
    fail: (fault) => fail(bench, fault),
    cut: () => feishu.cut(),
    until: (state) => untilTrue(() => channel.health().state === state),
    stop,
    close: () => bench.close(),
  };
});

function personOf(name: string): typeof zhangSan {
  return name === '张三' ? zhangSan : liSi;
}

function labelsOf(message: FeishuStored | undefined): string[] {
  return message === undefined ? [] : buttonsOf(message).map(({ label }) => label);
}

function say({ feishu }: FeishuBench, { platformId, sender, text, direct, file }: Written): void {
  const chat = direct ? feishuDirect : feishuGroup;
  feishu.people.say({ chat, from: personOf(sender), text, id: `om_${platformId}`, ...(file && { file }) });
}

function shownAs({ feishu: { state } }: FeishuBench, message: FeishuStored): Shown {
  if (message.type !== 'file') return { text: seen(state, message) };
  const file = state.files.get(JSON.parse(message.content).file_key);
  return { file: file?.name ?? '', bytes: file?.bytes ?? new Uint8Array() };
}

function fail({ feishu }: FeishuBench, fault: Fault): void {
  const next = (what: FeishuFault): void => feishu.faults.add('send', what);
  const refuse = (code: number, msg: string): void => next({ kind: 'refused', status: 400, code, msg });
  switch (fault) {
    case 'rate_limited':
      return next(tooFrequent(3));
    case 'unknown_outcome':
      return next({ kind: 'lost' });
    case 'transient':
      // The token was taken back, and no new one is to be had at the moment.
      feishu.state.tokens.clear();
      return feishu.faults.add('POST /open-apis/auth/v3/tenant_access_token/internal', { kind: 'html', status: 502 });
    case 'permanent':
      return refuse(230006, 'Bot ability is not activated.');
    case 'gone':
      return refuse(230002, 'Bot can NOT be out of the chat.');
    case 'auth':
      feishu.state.revoked = true;
      feishu.state.tokens.clear();
      return;
    case 'moved':
      throw new Error('groups do not move there');
  }
}
