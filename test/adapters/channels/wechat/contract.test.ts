import { afterAll, vi } from 'vitest';
import { capabilities } from '../../../../src/adapters/channels/wechat/capabilities.ts';
import { channelContract } from '../../../contract/channel.ts';
import type { ChannelBench, Fault, Platform, Written } from '../../../contract/channel/bench.ts';
import { openWechatBench, type WechatBench } from '../../../support/wechat-bench.ts';
import { buildWechat } from '../../../support/wechat-programs.ts';
import { openWechatPuppet } from '../../../support/wechat-puppet.ts';
import { type Heard, roomId } from '../../../support/wechat-puppet-wire.ts';

const platform: Platform = {
  capabilities,
  direct: true,
  faults: ['rate_limited', 'transient', 'unknown_outcome', 'permanent', 'gone', 'auth'],
  cuts: true,
};

/** What gateways say, as it comes out of their own process. */
const refusals: Record<Fault, string> = {
  rate_limited: '操作太频繁，请稍后再试',
  transient: 'connect ECONNREFUSED 10.0.0.8:443',
  unknown_outcome: 'something went wrong',
  permanent: 'Received message larger than max (31457280 vs. 4194304)',
  gone: 'the bot is not in room',
  moved: '',
  auth: '16 UNAUTHENTICATED: Invalid Wechaty TOKEN',
};

// Two processes of Node that load WeChat's libraries.
vi.setConfig({ hookTimeout: 60_000, testTimeout: 60_000 });

const programs = await buildWechat();
const gateway = await openWechatPuppet(programs.server);

/** A process of its own takes a second to start, so one that is still up serves the next case. */
let kept: WechatBench | null = null;
let cases = 0;
afterAll(async () => {
  await kept?.close();
  await gateway.close();
});

async function openUp(): Promise<WechatBench> {
  const bench = kept ?? (await openWechatBench(programs, { gateway }));
  kept = null;
  await gateway.tell({ kind: 'up' });
  await bench.untilState('up');
  await bench.forget();
  return bench;
}

async function close(bench: WechatBench): Promise<void> {
  if (bench.channel.health().state === 'up') kept = bench;
  else await bench.close();
}

channelContract('wechat', platform, async (): Promise<ChannelBench> => {
  const bench = await openUp();
  const { channel, puppet, accepted, hear, until, untilState } = bench;

  cases += 1;
  // The client keeps what it has read of a message by its id, so ids come once.
  const heardOf = ({ platformId, sender, text, direct, file }: Written): Heard => ({
    id: `${cases}-${platformId}`,
    from: sender,
    text,
    ...(direct ? { direct } : {}),
    ...(file ? { file } : {}),
  });
  let faulty: Promise<unknown> = Promise.resolve();
  return {
    // The fault has to be there first, and takes another way.
    channel: {
      ...channel,
      async send(message, signal) {
        await faulty;
        return channel.send(message, signal);
      },
    },
    group: { channel: 'wechat', kind: 'group', platformId: roomId },
    direct: { channel: 'wechat', kind: 'direct', platformId: 'wx-张三' },
    mention: '@小秘\u2005',
    accepted,
    failStore: bench.failStore,
    receive: (written) => hear(heardOf(written)),
    async receiveInVain(written) {
      const before = bench.failures();
      await puppet.tell({ kind: 'receive', heard: heardOf(written), times: 1 });
      await until(() => bench.failures() > before);
    },
    // WeChat says it once: the channel has kept it.
    comesAgain: () => until(() => accepted.length > 0),
    async shown() {
      const said = await puppet.said();
      return said.map((what) => ('file' in what ? { file: what.file, bytes: what.bytes } : { text: what.text }));
    },
    fail: (fault) => {
      const shown = fault === 'unknown_outcome';
      faulty = puppet.tell({ kind: 'fault', fault: { kind: 'throw', text: refusals[fault], shown } });
    },
    async cut() {
      await puppet.tell({ kind: 'down' });
      return async () => void (await puppet.tell({ kind: 'up' }));
    },
    until: untilState,
    stop: bench.stop,
    close: () => close(bench),
  };
});
