import type { CarriedFile } from '../../domain/file.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { askingByLink, type LinkOf } from './asking.ts';
import { fits, mostMerged, numbered } from './merge.ts';

export type ByHandDeps = {
  store: Store;
  clock: Clock;
  channels: ReadonlyMap<string, Channel>;
  linkOf: LinkOf;
};

/**
 * What a person posts as one message. `deliveryId`: as `resolve` takes it, several joined by commas where it carries
 * several; `text`: ready to copy; `file`: to be posted with it; `link`: where members acknowledge the first that asks;
 * `until`: ISO time.
 */
export type WaitingByHand = {
  deliveryId: string;
  deliveryIds: string[];
  groupId: string;
  group: string;
  text: string;
  file: { name: string; size: number } | null;
  link: string | null;
  until: string | null;
};

/** Those of groups that are not to get anything are left out. */
export async function listByHand(deps: ByHandDeps): Promise<WaitingByHand[]> {
  const { store, channels } = deps;
  const byHand = [...channels.values()].filter(({ capabilities }) => capabilities.sentBy === 'person');
  const due = await store.deliveries.listDue(
    byHand.map(({ id }) => id),
    deps.clock.now(),
  );
  if (due.length === 0) return [];
  const groups = new Map((await store.conversations.list()).map((group) => [group.id, group]));
  const facts = await factsOf(store, due);
  const waiting = new Map<string, Posting[]>();
  for (const delivery of due) {
    const group = groups.get(delivery.conversationId);
    if (group === undefined || group.muted || group.leftAt !== null) continue;
    const { asks, urgent, file } = facts.get(delivery.broadcastId) ?? noFacts;
    const link = asks ? deps.linkOf(delivery.id) : null;
    const text = link === null ? delivery.text : askingByLink(delivery.text, link);
    // The daily message, what is urgent and what carries a file are posted by themselves.
    const alone = delivery.kind !== 'broadcast' || urgent || file !== null || delivery.resends > 0;
    const postings = waiting.get(group.id) ?? [];
    const last = postings.findLast((one) => !one.alone);
    if (!alone && last !== undefined && canTake(last, text)) last.parts.push({ delivery, text, link });
    else postings.push({ group, alone, file, parts: [{ delivery, text, link }] });
    waiting.set(group.id, postings);
  }
  return [...waiting.values()].flat().map(toWaiting);
}

type Posting = {
  group: Conversation;
  alone: boolean;
  file: CarriedFile | null;
  parts: { delivery: Delivery; text: string; link: string | null }[];
};

function canTake({ parts }: Posting, text: string): boolean {
  if (parts.length >= mostMerged) return false;
  return fits(numbered([...parts.map((part) => part.text), text]), { maxText: null });
}

function toWaiting({ group, file, parts }: Posting): WaitingByHand {
  const ids = parts.map(({ delivery }) => delivery.id);
  const ends = parts.flatMap(({ delivery: { closesAt } }) => (closesAt === null ? [] : [closesAt]));
  return {
    deliveryId: ids.join(','),
    deliveryIds: ids,
    groupId: group.id,
    group: group.title ?? group.platformId,
    text: parts.length === 1 ? (parts[0]?.text ?? '') : numbered(parts.map(({ text }) => text)),
    file: file && { name: file.name, size: file.size },
    link: parts.find(({ link }) => link !== null)?.link ?? null,
    until: ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString(),
  };
}

type Facts = { asks: boolean; urgent: boolean; file: CarriedFile | null };

const noFacts: Facts = { asks: false, urgent: false, file: null };

async function factsOf({ broadcasts }: Store, due: readonly Delivery[]): Promise<ReadonlyMap<string | null, Facts>> {
  const facts = new Map<string | null, Facts>();
  for (const id of new Set(due.map(({ broadcastId }) => broadcastId))) {
    const broadcast = id === null ? null : await broadcasts.find(id);
    if (broadcast === null) continue;
    const { receipt, urgent, file } = broadcast;
    facts.set(id, { asks: receipt !== null, urgent: urgent !== null, file });
  }
  return facts;
}
