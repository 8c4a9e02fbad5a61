import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { NewDelivery } from '../../domain/delivery.ts';
import { groupsOf, readSegment } from '../../domain/segment.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { keepFile, withFile } from './carrying.ts';
import { type Draft, readDraft } from './draft.ts';
import { plannedEntry } from './audited.ts';
import { type Copy, copyFor } from './copy.ts';
import { readDirectory } from './directory.ts';
import type { QuietHours } from './guard.ts';

export type PlanDeps = QuietHours & {
  store: Store;
  clock: Clock;
  newId: () => string;
  channels: ReadonlyMap<string, Channel>;
};

/** `deliveries`: rows of the ledger; of these `skipped` at once, and `byHand` to be posted by a person. */
export type Planned = { broadcast: NewBroadcast; deliveries: number; skipped: number; byHand: number };

/** One transaction: all groups of the segment as they are now, or none. */
export async function planBroadcast(deps: PlanDeps, draft: Draft): Promise<Planned> {
  const now = deps.clock.now();
  readSegment(draft.to);
  const broadcast = readDraft(draft, { ...deps, id: deps.newId(), now });
  return deps.store.transaction(async (records) =>
    addBroadcast(deps, records, await keepFile(records, broadcast, draft.file)),
  );
}

/** The same within the transaction of `records`, which is to hold nothing of it when this throws. */
export async function addBroadcast(
  deps: QuietHours & Pick<PlanDeps, 'newId' | 'channels'>,
  {
    audit,
    broadcasts,
    deliveries,
    ...records
  }: Pick<Records, 'audit' | 'broadcasts' | 'conversations' | 'deliveries' | 'organizations'>,
  broadcast: NewBroadcast,
): Promise<Planned> {
  const directory = await readDirectory(records);
  const groups = groupsOf(readSegment(broadcast.segment), directory);
  const of = { ...deps, tree: directory.tree };
  await broadcasts.add(broadcast);
  const planned = groups.map((group) =>
    toDelivery(deps.newId(), broadcast, withFile(deps, copyFor(group, broadcast, of), broadcast.file)),
  );
  await deliveries.add(planned, broadcast.createdAt);
  await audit.append(plannedEntry(broadcast, groups.length));
  return {
    broadcast,
    deliveries: planned.length,
    skipped: planned.filter(({ skipped }) => skipped !== null).length,
    byHand: groups.filter((group, place) => planned[place]?.skipped === null && isPostedByHand(deps, group)).length,
  };
}

export function isPostedByHand({ channels }: Pick<PlanDeps, 'channels'>, { channel }: Conversation): boolean {
  return channels.get(channel)?.capabilities.sentBy === 'person';
}

export function toDelivery(id: string, broadcast: NewBroadcast, { group, text, skipped }: Copy): NewDelivery {
  return {
    id,
    key: `broadcast/${broadcast.id}/${group.id}`,
    kind: 'broadcast',
    conversationId: group.id,
    text,
    replyTo: null,
    broadcastId: broadcast.id,
    fileId: broadcast.file?.id ?? null,
    reminds: null,
    notBefore: broadcast.at,
    closesAt: broadcast.closesAt,
    skipped,
  };
}
