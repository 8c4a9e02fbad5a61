import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWechatChannel, type WechatChannelOptions } from '../../src/adapters/channels/wechat/channel.ts';
import type { ConversationChange } from '../../src/domain/conversation.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { AttachmentContents } from '../../src/ports/channel.ts';
import type { Channel, ChannelState } from '../../src/ports/channel.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import type { WechatPrograms } from './wechat-programs.ts';
import { openWechatPuppet, type WechatPuppet } from './wechat-puppet.ts';
import type { Heard, ServerOptions } from './wechat-puppet-wire.ts';

export type WechatBench = {
  channel: Channel;
  puppet: WechatPuppet;
  log: NotingLog;
  stateDir: string;
  accepted: (InboundMessage & { contents: AttachmentContents })[];
  changes: ConversationChange[];
  /** How many attempts to store have failed. */
  failures(): number;
  failStore(error: Error | null): void;
  until(condition: () => boolean): Promise<void>;
  untilState(state: ChannelState): Promise<void>;
  /** Lets the gateway hand a message over and waits until it is stored. */
  hear(heard: Heard): Promise<void>;
  /** As if nothing had come, gone or failed yet. */
  forget(): Promise<void>;
  /** Milliseconds. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

/** `gateway`: one that is there already, which then outlives the bench. */
export type WechatBenchOptions = Partial<WechatChannelOptions> & {
  server?: Partial<ServerOptions>;
  gateway?: WechatPuppet;
};

/** A channel for WeChat that runs, with its emulated gateway. Not yet up: see `untilState`. */
export async function openWechatBench(
  programs: WechatPrograms,
  { server, gateway, ...changed }: WechatBenchOptions = {},
): Promise<WechatBench> {
  const puppet = gateway ?? (await openWechatPuppet(programs.server, server));
  const stateDir = mkdtempSync(join(tmpdir(), 'qingyu-wechat-'));
  const log = createNotingLog();
  const accepted: WechatBench['accepted'] = [];
  const changes: ConversationChange[] = [];
  let failures = 0;
  let failure: Error | null = null;
  const checkStore = (): void => {
    if (failure === null) return;
    failures += 1;
    throw failure;
  };

  const channel = createWechatChannel(
    {
      id: 'wechat',
      puppet: 'wechaty-puppet-service',
      token: puppet.token,
      endpoint: puppet.endpoint,
      tls: false,
      stateDir,
      names: ['清语'],
      clock: { now: () => Date.now() },
      log,
      intake: {
        async accept(message, contents = []) {
          checkStore();
          accepted.push({ ...message, contents });
          return { messageId: accepted.length, fresh: true };
        },
        async note(change) {
          checkStore();
          changes.push(change);
        },
        acknowledge: async () => '',
        choose: async () => ({ text: '', label: null }),
        report: async () => {},
      },
      ...changed,
    },
    () => programs.gateway,
  );
  const stopping = new AbortController();
  const running = channel.connection?.run(stopping.signal) ?? Promise.resolve();

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await running;
  }

  return {
    channel,
    puppet,
    log,
    stateDir,
    accepted,
    changes,
    failures: () => failures,
    failStore(error) {
      failure = error;
    },
    until,
    untilState: (state) => until(() => channel.health().state === state),
    async hear(heard) {
      const before = accepted.length;
      await puppet.tell({ kind: 'receive', heard, times: 1 });
      await until(() => accepted.length > before);
    },
    async forget() {
      await puppet.tell({ kind: 'forget' });
      accepted.length = 0;
      changes.length = 0;
      failure = null;
    },
    stop,
    async close() {
      await stop();
      if (gateway === undefined) await puppet.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
