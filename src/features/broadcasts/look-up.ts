import type { Channel, Fate } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Decision } from '../../ports/deliveries.ts';
import type { Log } from '../../ports/log.ts';
import type { DueLookUp, LookUp } from '../../ports/look-ups.ts';
import type { Records, Store } from '../../ports/store.ts';

export type LookUpDeps = { store: Store; clock: Clock; log: Log; channels: ReadonlyMap<string, Channel> };

/** Asks platforms what became of what was sent; sends nothing. */
export type LookUpRounds = {
  /** Asks about what is due, until the signal; false when nothing was. */
  round(signal: AbortSignal): Promise<boolean>;
};

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
/** After the attempt: an answer within a minute for most, a phone that was switched off for two days for the others. */
const askAfterMs = [
  15 * second,
  minute,
  3 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  8 * hour,
  24 * hour,
  48 * hour,
];
const atOnce = 20;
/** Longer than all of them take, one after the other, when a platform does not answer. */
const holdMs = 10 * minute;
const askTimeoutMs = 20 * second;

/** Before an attempt on a channel that can be asked: a crash in it leaves something to ask about. */
export async function noteLookUp(
  { store, clock }: { store: Pick<Records, 'lookUps'>; clock: Clock },
  of: Pick<LookUp, 'deliveryId' | 'key'>,
  { capabilities }: Channel,
): Promise<void> {
  if (capabilities.lookup === undefined) return;
  const sentAt = clock.now();
  await store.lookUps.put({ ...of, sentAt, nextAt: nextAfter(sentAt, sentAt) });
}

export function createLookUps(deps: LookUpDeps): LookUpRounds {
  const channels = [...deps.channels.values()].filter(({ lookUp }) => lookUp !== undefined).map(({ id }) => id);
  return {
    async round(signal) {
      const now = deps.clock.now();
      const due = await deps.store.lookUps.claim({ now, until: now + holdMs, limit: atOnce, channels });
      for (const one of due) {
        if (signal.aborted) await deps.store.lookUps.setNext(one, one.nextAt);
        else await lookUp(deps, one);
      }
      return due.length === atOnce && !signal.aborted;
    },
  };
}

async function lookUp(deps: LookUpDeps, due: DueLookUp): Promise<void> {
  const channel = deps.channels.get(due.to.channel);
  try {
    if (channel === undefined) return;
    await recordFate(deps, { due, channel, fate: await fateOf(channel, due) });
  } catch (error) {
    deps.log.warn({ deliveryId: due.deliveryId, error }, 'the platform could not be asked about a delivery');
    await deps.store.lookUps.setNext(due, nextAfter(due.sentAt, deps.clock.now()));
  }
}

/** Throws a `ChannelError` when the platform cannot be asked. */
export async function fateOf(channel: Channel, { to, key, sentAt }: LookUp & Pick<DueLookUp, 'to'>): Promise<Fate> {
  if (channel.lookUp === undefined) throw new Error(`${channel.id} cannot be asked`);
  return channel.lookUp({ to, idempotencyKey: key, sentAt }, AbortSignal.timeout(askTimeoutMs));
}

/** What the platform says is the state of the delivery, unless somebody has decided about it meanwhile. */
export async function recordFate(
  { store, clock }: Pick<LookUpDeps, 'store' | 'clock'>,
  { due, channel, fate }: { due: DueLookUp; channel: Channel; fate: Fate },
): Promise<void> {
  const now = clock.now();
  const decision = due.state === 'sent' ? ofSent(fate) : ofUnknown(fate, { due, channel, now });
  const isOver = fate.kind === 'delivered' || fate.kind === 'undelivered';
  await store.transaction(async ({ deliveries, receipts, lookUps }) => {
    if (decision !== null && !(await deliveries.decide(due.deliveryId, due.state, decision))) return;
    if (fate.kind === 'delivered') await receipts.record(receiptOf(due, fate.at));
    await lookUps.setNext(due, isOver ? null : nextAfter(due.sentAt, now));
  });
}

function receiptOf({ deliveryId, conversationId, to, title }: DueLookUp, at: number) {
  const person = `${to.channel}/${conversationId}`;
  return { deliveryId, kind: 'delivered', person, name: title ?? person, at } as const;
}

function ofSent(fate: Fate): Decision | null {
  return fate.kind === 'undelivered' ? { to: 'failed', reason: fate.reason } : null;
}

type Of = { due: DueLookUp; channel: Channel; now: number };

function ofUnknown(fate: Fate, { due, channel, now }: Of): Decision | null {
  switch (fate.kind) {
    case 'taken':
    case 'delivered':
      return { to: 'sent', at: due.sentAt, reason: '平台查到已发出', platformMessageId: fate.platformMessageId };
    case 'undelivered':
      return { to: 'failed', reason: fate.reason };
    case 'absent':
      if (!isSure(channel, due, now)) return null;
      return { to: 'unknown', reason: `${fate.detail}多半没有发出，要重发，请把它定为“没有发出，重发”。` };
  }
}

/** Whether what the platform does not show now hardly reached it. */
export function isSure({ capabilities }: Channel, { sentAt }: LookUp, now: number): boolean {
  return capabilities.lookup !== undefined && now >= sentAt + capabilities.lookup.sureAfterMs;
}

/** Null when it has been asked often enough. */
function nextAfter(sentAt: number, now: number): number | null {
  return askAfterMs.map((ms) => sentAt + ms).find((at) => at > now) ?? null;
}
