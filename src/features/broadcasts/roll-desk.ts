import { AppError } from '../../base/errors.ts';
import type { Broadcast, ReceiptRequest } from '../../domain/broadcast.ts';
import { toldBy } from '../../domain/channel.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Member } from '../../domain/member.ts';
import type { KnownPerson } from '../../domain/person.ts';
import type { Receipt, ReceiptWay } from '../../domain/receipt.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Store } from '../../ports/store.ts';
import { expectedOf } from './expected.ts';
import { type Roll, type RollInput, rollOf } from './roll.ts';

export type RollDeps = { store: Store; channels: ReadonlyMap<string, Channel> };

/** A broadcast that asks for a 收到, group by group. */
export type BroadcastRoll = { broadcast: Broadcast; receipt: ReceiptRequest; rolls: readonly Roll[] };

/** Throws `record/not-found`, and `input/invalid` when nobody was asked for a 收到. */
export async function findRoll(deps: RollDeps, id: string): Promise<BroadcastRoll> {
  const broadcast = await deps.store.broadcasts.find(id);
  if (broadcast === null) throw new AppError('record/not-found', `没有编号为 ${id} 的群发，请在群发列表里核对。`);
  if (broadcast.receipt === null)
    throw new AppError('input/invalid', '这次群发没有请大家确认收到，所以没有名单；发的时候写明为什么要确认才有。');
  return { broadcast, receipt: broadcast.receipt, rolls: await readRolls(deps, broadcast, broadcast.receipt) };
}

/** Of each group it went to, and those it did not reach, with nobody expected there. */
export async function readRolls(deps: RollDeps, { id }: Broadcast, { until }: ReceiptRequest): Promise<Roll[]> {
  const deliveries = await deps.store.deliveries.listOf(id);
  const receipts = await deps.store.receipts.list(id);
  const groups = new Map((await deps.store.conversations.list()).map((group) => [group.id, group]));
  const given = groupBy(receipts, ({ deliveryId }) => deliveryId);
  const isThere = (one: Delivery): boolean => hasArrived(one) || given.has(one.id);
  const reached = deliveries.filter(isThere).map(({ conversationId }) => conversationId);
  const known = await readKnown(
    deps,
    reached.flatMap((groupId) => groups.get(groupId) ?? []),
  );
  const nameOf = (groupId: string): string => groups.get(groupId)?.title ?? groups.get(groupId)?.platformId ?? groupId;
  const groupOf = new Map(deliveries.map((one) => [one.id, nameOf(one.conversationId)]));
  const elsewhere = acknowledgedIn(receipts, (deliveryId) => groupOf.get(deliveryId) ?? '');
  return deliveries.map((delivery) => {
    const { id: deliveryId, conversationId: groupId, text, state } = delivery;
    return rollOf({
      deliveryId,
      groupId,
      group: nameOf(groupId),
      text,
      state,
      tells: toldBy(deps.channels.get(groups.get(groupId)?.channel ?? '')?.capabilities),
      expected: isThere(delivery) ? expectedOf(known(groupId)) : [],
      receipts: given.get(deliveryId) ?? [],
      until,
      elsewhere,
    });
  });
}

/** It is there, or may be. */
function hasArrived({ state }: Delivery): boolean {
  return state === 'sent' || state === 'unknown' || state === 'sending';
}

type Known = { speakers: readonly Member[]; people: readonly KnownPerson[] };

/** Of whom a 收到 is expected in each of these groups. Who works with the bot in the name of the secretariat is not asked by it. */
export async function readKnown(
  { store }: Pick<RollDeps, 'store'>,
  groups: readonly Conversation[],
): Promise<(groupId: string) => Known> {
  const users = await store.bindings.listUsers();
  const staff = new Set(users.filter(({ user }) => user.disabledAt === null).map(({ memberId }) => memberId));
  const speakers = await store.members.listSpeakers(groups.map(({ id }) => id));
  const organizations = groups.flatMap(({ organizationId }) => organizationId ?? []);
  const people = organizations.length === 0 ? [] : await store.people.listKnown(organizations);
  const speakersOf = groupBy(
    speakers.filter(({ member }) => !staff.has(member.id)),
    ({ conversationId }) => conversationId,
  );
  const peopleOf = groupBy(people, ({ organizationId }) => organizationId);
  const organizationOf = new Map(groups.map(({ id, organizationId }) => [id, organizationId]));
  return (groupId) => ({
    speakers: (speakersOf.get(groupId) ?? []).map(({ member }) => member),
    people: peopleOf.get(organizationOf.get(groupId) ?? '') ?? [],
  });
}

/** The first of each person, by member. */
function acknowledgedIn(receipts: readonly Receipt[], groupOf: (deliveryId: string) => string): RollInput['elsewhere'] {
  const first = new Map<string, { group: string; at: number; way: ReceiptWay | null }>();
  for (const { person, kind, deliveryId, at, way = null } of receipts)
    if (kind === 'acknowledged' && !first.has(person)) first.set(person, { group: groupOf(deliveryId), at, way });
  return first;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const known = groups.get(keyOf(one));
    if (known === undefined) groups.set(keyOf(one), [one]);
    else known.push(one);
  }
  return groups;
}
