import { createWebChannel } from '../../src/adapters/channels/web/channel.ts';
import type { WebChannel } from '../../src/adapters/channels/web/channel.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Accepted, Acknowledgement, Choosing, Report } from '../../src/ports/channel.ts';
import type { Log } from '../../src/ports/log.ts';
import { createMemoryHistory } from './memory-history.ts';
import type { MemoryHistory } from './memory-history.ts';

export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export type WebBench = {
  web: WebChannel;
  history: MemoryHistory;
  /** Every call of accept that did not fail. */
  calls: InboundMessage[];
  /** Every call of report that did not fail. */
  reports: Report[];
  /** Every call of acknowledge and of choose that did not fail. */
  confirmed: Acknowledgement[];
  chosen: Choosing[];
  failStore(error: Error | null): void;
};

/** 李四 may not choose. */
export function answerTo({ sender, place }: Choosing): { text: string; label: string | null } {
  if (sender.name === '李四') return { text: '这里请提交人来点。', label: null };
  return { text: `${sender.name}，已记下。`, label: `✓ ${place}` };
}

/** A web channel with the groups demo and hr over a history in memory; `onAccepted` plays the bot. */
export function createWebBench(onAccepted: (message: InboundMessage, accepted: Accepted) => void = () => {}): WebBench {
  const history = createMemoryHistory();
  const calls: InboundMessage[] = [];
  const reports: Report[] = [];
  const confirmed: Acknowledgement[] = [];
  const chosen: Choosing[] = [];
  let failure: Error | null = null;
  let now = Date.parse('2026-11-23T09:00:00+08:00');
  const clock = { now: () => (now += 1_000) };

  const web = createWebChannel({
    ...history,
    clock,
    log: quietLog,
    groups: [
      { slug: 'demo', title: '清语演示群' },
      { slug: 'hr', title: '人力资源协会群' },
    ],
    async report(report) {
      if (failure) throw failure;
      reports.push(report);
    },
    async acknowledge(pressed) {
      if (failure) throw failure;
      confirmed.push(pressed);
      return `${pressed.sender.name}，已登记收到。`;
    },
    async choose(choosing) {
      if (failure) throw failure;
      chosen.push(choosing);
      return answerTo(choosing);
    },
    async accept(message) {
      if (failure) throw failure;
      const accepted = await history.messages.accept(message, clock.now());
      calls.push(message);
      if (accepted.fresh) onAccepted(message, accepted);
      return accepted;
    },
  });
  return {
    web,
    history,
    calls,
    reports,
    confirmed,
    chosen,
    failStore(error) {
      failure = error;
    },
  };
}
