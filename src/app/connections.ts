import { createWake, runLoop } from '../base/wake.ts';
import type { Channel, ChannelHealth } from '../ports/channel.ts';
import type { ChannelStatuses } from '../ports/channel-statuses.ts';
import type { Log } from '../ports/log.ts';
import { holding, type TenureDeps } from './tenure.ts';

export type ConnectionsDeps = TenureDeps & {
  channels: readonly Channel[];
  statuses: ChannelStatuses;
  log: Log;
  /** When a message last came in on a channel here, epoch ms. */
  heardAt: (channel: string) => number | null;
};

/** How long a dead holder keeps others waiting at most, with one try after it: under thirty seconds. */
export const connectionLeaseMs = 15_000;

/** How often it is put on record that a channel is still as it was, milliseconds. */
const heartbeatMs = 5_000;
const lookMs = 500;
/** What is said of a channel counts as long as this. */
export const freshMs = 20_000;
/** A connection that ended by itself needs a person, who may have acted. */
const againMs = 60_000;

/** The name under which a connection is held. */
export function connectionLease(channel: string): string {
  return `channel/${channel}`;
}

/** Keeps every channel connected in one process of the store, until the signal; another one follows when that dies. */
export async function keepConnected(deps: ConnectionsDeps, signal: AbortSignal): Promise<void> {
  await Promise.all(deps.channels.map((channel) => keepOne(deps, channel, signal)));
}

async function keepOne(deps: ConnectionsDeps, channel: Channel, signal: AbortSignal): Promise<void> {
  if (channel.connection === null) return;
  await runLoop(
    {
      async round() {
        await holding(deps, connectionLease(channel.id), (held) =>
          runUntil(deps, channel, AbortSignal.any([signal, held])),
        );
        return false;
      },
      wake: createWake(),
      every: deps.leaseMs / 3,
      onError: (error) => deps.log.error({ channel: channel.id, error }, 'the connection could not be held'),
    },
    signal,
  );
}

/** Runs the connection, again and again, while somebody writes down how it is. */
async function runUntil(deps: ConnectionsDeps, channel: Channel, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const reporting = report(deps, channel, ended.signal);
  try {
    await runLoop(
      {
        async round() {
          await channel.connection?.run(signal);
          return false;
        },
        wake: createWake(),
        every: againMs,
        onError: (error) => deps.log.error({ channel: channel.id, error }, 'the connection broke off'),
      },
      signal,
    );
  } finally {
    ended.abort();
    await reporting;
  }
}

/** Puts the health on record when it changes and now and then, and once more at the end. */
async function report(deps: ConnectionsDeps, channel: Channel, signal: AbortSignal): Promise<void> {
  let said: { health: ChannelHealth; since: number; at: number } | null = null;
  const say = async (): Promise<void> => {
    const health = channel.health();
    const now = deps.clock.now();
    const changed = said === null || !isSame(said.health, health);
    if (!changed && said !== null && now - said.at < heartbeatMs) return;
    const since = said === null || said.health.state !== health.state ? now : said.since;
    if (changed) tell(deps.log, channel.id, health);
    said = { health, since, at: now };
    await deps.statuses.put({
      channel: channel.id,
      ...health,
      since,
      seenAt: now,
      lastInboundAt: deps.heardAt(channel.id),
    });
  };
  const wake = createWake();
  const onError = (error: unknown): void => deps.log.warn({ channel: channel.id, error }, 'health is not on record');
  await runLoop({ round: async () => (await say(), false), wake, every: lookMs, onError }, signal);
  await say().catch(onError);
}

function isSame(a: ChannelHealth, b: ChannelHealth): boolean {
  return a.state === b.state && a.detail === b.detail && a.account === b.account;
}

function tell(log: Log, channel: string, { state, detail, account }: ChannelHealth): void {
  if (state === 'down') log.error({ channel, detail }, 'channel is down');
  else if (state === 'degraded') log.warn({ channel, detail }, 'channel has trouble');
  else log.info({ channel, state, account }, 'channel');
}
