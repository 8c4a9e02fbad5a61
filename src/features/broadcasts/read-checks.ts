import { bucketOf } from '../../domain/rate-limit.ts';
import { mostReceipts, type Receipt } from '../../domain/receipt.ts';
import { type Channel, ChannelError, type Reader } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { DueReadCheck } from '../../ports/read-checks.ts';
import type { Store } from '../../ports/store.ts';
import { expectedOf } from './expected.ts';
import { rollOf } from './roll.ts';
import { readKnown } from './roll-desk.ts';

export type ReadCheckDeps = { store: Store; clock: Clock; log: Log; channels: ReadonlyMap<string, Channel> };

/** Asks platforms that tell nothing by themselves who saw what asks for a 收到; sends nothing. */
export type ReadCheckRounds = {
  /** Asks about some of what is due, until the signal; what is left is for the next round. Always false. */
  round(signal: AbortSignal): Promise<boolean>;
};

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
/** After it was sent; then once a day. */
const askAfterMs = [minute, 5 * minute, 15 * minute, hour, 6 * hour];
/** The last answer is taken this long before the platform gives none any more. */
const beforeEndMs = 10 * minute;
const atOnce = 20;
/** Longer than all of them take, one after the other, when a platform does not answer. */
const holdMs = 10 * minute;
const askTimeoutMs = 20 * second;
/** Of one channel, by all workers: little beside what platforms let an application ask. */
const pace = { scope: 'account', max: 60, perMs: minute, burst: 10 } as const;
/** For whom the platform gives no name, until they write. */
const namelessReader = '未发过言的成员';

export function createReadChecks(deps: ReadCheckDeps): ReadCheckRounds {
  return {
    async round(signal) {
      const now = deps.clock.now();
      const channels = [...deps.channels.values()].filter(
        (channel) => channel.readers !== undefined && channel.canSend(),
      );
      for (const { id: channel, capabilities } of channels)
        await deps.store.readChecks.note({ channel, since: now - withinOf(capabilities), firstMs: minute });
      const ids = channels.map(({ id }) => id);
      const due = await deps.store.readChecks.claim({ now, until: now + holdMs, limit: atOnce, channels: ids });
      for (const one of due) {
        if (signal.aborted) await deps.store.readChecks.setNext(one, now);
        else await check(deps, one);
      }
      return false;
    },
  };
}

async function check(deps: ReadCheckDeps, due: DueReadCheck): Promise<void> {
  const channel = deps.channels.get(due.to.channel);
  if (channel?.readers === undefined) return;
  const { readChecks } = deps.store;
  const now = deps.clock.now();
  const withinMs = withinOf(channel.capabilities);
  // Nobody asked in time, as when no server ran.
  if (now >= due.sentAt + withinMs) return readChecks.setNext(due, null);
  const place = await deps.store.rateBuckets.take([bucketOf(`readers/${channel.id}`, pace)]);
  if (place.at === null) return readChecks.setNext(due, now + place.waitMs);
  const { to, platformMessageId } = due;
  try {
    const readers = await channel.readers({ to, platformMessageId }, AbortSignal.timeout(askTimeoutMs));
    await record(deps, due, { readers, nextAt: nextAfter(due.sentAt, { now, withinMs }) });
  } catch (error) {
    deps.log.warn({ deliveryId: due.deliveryId, error }, 'the platform could not be asked who saw a delivery');
    await readChecks.setNext(due, afterFailure(error, due, { now, withinMs }));
  }
}

/** What a platform says of readers when it is asked is its word, so that it makes members of those who never wrote. */
async function record(
  { store, clock }: ReadCheckDeps,
  due: DueReadCheck,
  { readers, nextAt }: { readers: readonly Reader[]; nextAt: number | null },
): Promise<void> {
  const found: Receipt[] = [];
  for (const reader of readers.slice(0, mostReceipts))
    found.push(await toReceipt(store, due, { reader, now: clock.now() }));
  const isOver = await areAllKnown(store, due, found);
  await store.transaction(async ({ receipts, readChecks }) => {
    let room = mostReceipts - (await receipts.countOf({ deliveryId: due.deliveryId, kind: 'read' }));
    for (const receipt of found) if (room > 0 && (await receipts.record(receipt))) room -= 1;
    await readChecks.setNext(due, isOver ? null : nextAt);
  });
}

/** Whoever writes later is the same member: both are known by the platform's id. */
async function toReceipt(
  { members }: Store,
  { deliveryId, to: { channel } }: DueReadCheck,
  { reader: { platformId, name, at }, now }: { reader: Reader; now: number },
): Promise<Receipt> {
  const known = await members.findThere({ channel, platformId });
  const member = known ?? (await members.ensure({ channel, platformId, name: name ?? namelessReader }));
  return { deliveryId, kind: 'read', person: member.id, name: member.name, at: Math.min(at ?? now, now) };
}

/** Whether all of whom a 收到 is expected have seen it; false where nobody is. */
async function areAllKnown(
  store: Store,
  { deliveryId, conversationId: groupId }: DueReadCheck,
  receipts: readonly Receipt[],
): Promise<boolean> {
  const group = await store.conversations.find(groupId);
  if (group === null || receipts.length === 0) return false;
  const expected = expectedOf((await readKnown({ store }, [group]))(groupId));
  const facts = { deliveryId, groupId, group: '', text: '', state: 'sent', tells: ['read'] } as const;
  const { rows } = rollOf({ ...facts, expected, receipts, until: 0, elsewhere: new Map() });
  return expected.length > 0 && rows.every((row) => !row.expected || row.read !== null);
}

type Window = { now: number; withinMs: number };

/** Null when it has been asked often enough. */
function nextAfter(sentAt: number, { now, withinMs }: Window): number | null {
  const last = sentAt + withinMs - beforeEndMs;
  const soon = askAfterMs.map((ms) => sentAt + ms).find((at) => at > now);
  const next = soon ?? sentAt + day * (Math.floor((now - sentAt) / day) + 1);
  return now >= last ? null : Math.min(next, last);
}

/** What a platform says no to for good is not asked again. */
function afterFailure(error: unknown, { sentAt }: DueReadCheck, window: Window): number | null {
  const failure = error instanceof ChannelError ? error.failure : null;
  if (failure?.kind === 'permanent' || failure?.kind === 'gone') return null;
  const next = nextAfter(sentAt, window);
  if (failure?.kind !== 'rate_limited' || next === null) return next;
  return Math.max(next, window.now + failure.retryAfterMs);
}

function withinOf({ readers }: Channel['capabilities']): number {
  return readers?.withinMs ?? 0;
}
