import { capabilities } from '../../../../src/adapters/channels/dingtalk/capabilities.ts';
import { channelContract } from '../../../contract/channel.ts';
import type { ChannelBench, Fault, Platform, Written } from '../../../contract/channel/bench.ts';
import { type DingtalkBench, groupId, li, openDingtalk, zhang } from '../../../support/dingtalk-bench.ts';
import { refused } from '../../../support/dingtalk-emulator-faults.ts';
import { until } from '../../../support/telegram-bench.ts';

const platform: Platform = {
  capabilities,
  direct: true,
  faults: ['rate_limited', 'transient', 'unknown_outcome', 'permanent', 'gone', 'auth'],
  cuts: true,
  fetches: true,
};

channelContract('dingtalk', platform, async (): Promise<ChannelBench> => {
  const bench = await openDingtalk();
  const stop = await bench.start();
  const { dingtalk, channel } = bench;
  return {
    channel,
    group: { channel: 'dingtalk', kind: 'group', platformId: groupId },
    direct: { channel: 'dingtalk', kind: 'direct', platformId: zhang.staffId },
    mention: '@清语',
    accepted: bench.accepted,
    failStore(error) {
      bench.failure = error;
    },
    async receive(written) {
      say(bench, written);
      await bench.acknowledged();
    },
    async receiveInVain(written) {
      const before = bench.refusals;
      say(bench, written);
      await until(() => bench.refusals > before);
      if (dingtalk.waiting() !== 1) throw new Error('the platform was told');
    },
    async comesAgain() {
      dingtalk.redeliver();
      await bench.acknowledged();
    },
    shown: async () =>
      dingtalk
        .shown(groupId)
        .map(({ text, file }) => (file === null ? { text } : { file: file.name, bytes: file.bytes })),
    see: async (key, by) => dingtalk.see(key, [personOf(by).staffId]),
    fail: (fault) => fail(bench, fault),
    cut: () => dingtalk.cut(),
    until: (state) => until(() => channel.health().state === state),
    stop,
    close: () => bench.close(),
  };
});

function say({ dingtalk }: DingtalkBench, { platformId, sender, text, direct, file }: Written): void {
  const to = direct === true ? 'bot' : groupId;
  dingtalk.say({ to, from: personOf(sender), text, id: `msg${platformId}`, ...(file && { file }) });
}

function personOf(name: string): typeof zhang {
  return name === '张三' ? zhang : li;
}

function fail({ dingtalk }: DingtalkBench, fault: Fault): void {
  switch (fault) {
    case 'rate_limited':
      return dingtalk.faults.add('send', refused(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi'));
    case 'transient':
      dingtalk.expireTokens();
      dingtalk.faults.add('send', refused(401, 'InvalidAuthentication'));
      return dingtalk.faults.add('token', { kind: 'html', status: 502 });
    case 'unknown_outcome':
      return dingtalk.faults.add('send', { kind: 'lost' });
    case 'permanent':
      return dingtalk.faults.add('send', refused(400, 'invalidParameter.msgParam.invalid'));
    case 'gone':
      return dingtalk.faults.add('send', refused(400, 'bot.stopped'));
    case 'auth':
      dingtalk.app.revoked = true;
      return;
    case 'moved':
      throw new Error('it has no such answer');
  }
}
