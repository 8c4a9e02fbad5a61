import { createWechatChannel } from '../../src/adapters/channels/wechat/channel.ts';

/** A process that runs a channel for WeChat until it is up, stops it, and must then end by itself. */
const { gateway, ...options } = JSON.parse(process.argv[2] ?? '{}');
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const intake = {
  accept: async () => ({ messageId: 1, fresh: true }),
  note: async () => {},
  acknowledge: async () => '',
  choose: async () => ({ text: '', label: null }),
  report: async () => {},
};
const channel = createWechatChannel(
  { ...options, names: [], intake, clock: { now: () => Date.now() }, log: quiet },
  () => new URL(gateway),
);
const stop = new AbortController();
const done = channel.connection?.run(stop.signal);
const look = setInterval(() => {
  if (!channel.canSend()) return;
  clearInterval(look);
  console.log('up');
  stop.abort();
}, 20);
await done;
console.log(`stopped ${channel.health().state}`);
