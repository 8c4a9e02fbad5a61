import { createWebChannel } from '../../src/adapters/channels/web/channel.ts';
import type { WebChannel } from '../../src/adapters/channels/web/channel.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Accepted, Report } from '../../src/ports/channel.ts';
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
  failStore(error: Error | null): void;
};

/** A web channel with the groups demo and hr over a history in memory; `onAccepted` plays the bot. */
export function createWebBench(onAccepted: (message: InboundMessage, accepted: Accepted) => void = () => {}): WebBench {
  const history = createMemoryHistory();
  const calls: InboundMessage[] = [];
  const reports: Report[] = [];
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
    failStore(error) {
      failure = error;
    },
  };
}
