import { addDays, dayOf, type DayWindow, instantAt, isoOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Broadcast, Reminder } from '../../domain/broadcast.ts';
import { toldBy } from '../../domain/channel.ts';
import { type Delivery, type DeliveryState, noDeliveries, type StateCounts } from '../../domain/delivery.ts';
import type { Receipt, ReceiptKind, ReceiptWay, ReportedKind } from '../../domain/receipt.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DailyDay } from '../../ports/daily-days.ts';
import type { Store } from '../../ports/store.ts';

export type BrowseDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  daily: DayWindow;
  channels: ReadonlyMap<string, Channel>;
};

/** Times are ISO. The daily message of a day is one of them, with the id `daily/YYYY-MM-DD`; nobody ordered it. */
export type ListedBroadcast = {
  id: string;
  kind: 'broadcast' | 'daily';
  text: string;
  file: { name: string; size: number } | null;
  segment: string | null;
  at: string;
  closesAt: string;
  receipt: { reason: string; until: string } | null;
  createdBy: string | null;
  createdAt: string;
  cancelledAt: string | null;
  /** The series it is an occurrence of. */
  seriesId: string | null;
  /** Why nothing of it was sent, known from the start. */
  skipped: string | null;
  /** Why it waited for nothing; null = it did. */
  urgent: string | null;
  /** What became of the reminder before the deadline; null = none yet. */
  reminder: { at: string; outcome: Reminder['outcome'] } | null;
  counts: StateCounts;
};

/** How many people, by kind; null where the platform tells nothing of it. */
type ReceiptCounts = Record<ReportedKind, number | null> & { acknowledged: number };

/** `way`: null where it is not on record. */
type ShownReceipt = { name: string; kind: ReceiptKind; at: string; late: boolean; way: ReceiptWay | null };

export type ShownDelivery = ReceiptCounts & {
  id: string;
  groupId: string;
  group: string;
  state: DeliveryState;
  reason: string | null;
  sentAt: string | null;
  /** The delivery whose message carried it; null: it went alone, or not at all. */
  mergedInto: string | null;
  /** With who gave them, where asked for. */
  receipts?: ShownReceipt[];
};

export type ShownBroadcast = ListedBroadcast & { deliveries: ShownDelivery[] };

export const dailyId = /^daily\/(\d{4}-\d{2}-\d{2})$/u;

/** A person is what it waits for. */
const byHandReason = '等人发到群里';

const listed = 500;
const listedDays = 30;

export async function listBroadcasts(deps: BrowseDeps, limit: number = listed): Promise<ListedBroadcast[]> {
  const today = dayOf(deps.clock.now(), deps.timeZone);
  const days = await deps.store.dailyDays.list(addDays(today, -listedDays), addDays(today, 1));
  const broadcasts = await deps.store.broadcasts.list(limit);
  const counts = await countsOf(deps, broadcasts, days);
  const all = [...broadcasts.map((one) => toListed(one, counts)), ...days.map((day) => toListedDay(deps, day, counts))];
  return all.sort((a, b) => Number(a.createdAt < b.createdAt) - Number(a.createdAt > b.createdAt)).slice(0, limit);
}

/** Throws `record/not-found`. */
export async function showBroadcast(deps: BrowseDeps, id: string, receipts: boolean): Promise<ShownBroadcast> {
  const [, date] = dailyId.exec(id) ?? [];
  if (date !== undefined) return showDay(deps, date);
  const broadcast = await deps.store.broadcasts.find(id);
  if (broadcast === null) throw notFound(id);
  const deliveries = await showDeliveries(deps, await deps.store.deliveries.listOf(id));
  await countReceipts(deps, id, deliveries);
  if (receipts) await addNames(deps, broadcast, deliveries);
  return { ...toListed(broadcast, await countsOf(deps, [broadcast], [])), deliveries: [...deliveries.values()] };
}

/** One of the list, of either kind; throws `record/not-found`. */
export async function findListed(deps: BrowseDeps, id: string): Promise<ListedBroadcast> {
  const [, date] = dailyId.exec(id) ?? [];
  const day = date === undefined ? null : await deps.store.dailyDays.find(date);
  if (day !== null) return toListedDay(deps, day, await countsOf(deps, [], [day]));
  const broadcast = await deps.store.broadcasts.find(id);
  if (broadcast !== null) return toListed(broadcast, await countsOf(deps, [broadcast], []));
  throw notFound(id);
}

/** Puts down how many people gave each kind. */
export async function countReceipts(
  { store }: BrowseDeps,
  id: string,
  deliveries: ReadonlyMap<string, ShownDelivery>,
): Promise<void> {
  for (const { deliveryId, kind, count } of await store.receipts.count(id)) {
    const delivery = deliveries.get(deliveryId);
    if (delivery) delivery[kind] = count;
  }
}

async function showDay(deps: BrowseDeps, date: string): Promise<ShownBroadcast> {
  const day = await deps.store.dailyDays.find(date);
  if (day === null) throw notFound(`daily/${date}`);
  const deliveries = await showDeliveries(deps, await deps.store.deliveries.listByKey(`daily/${date}/`));
  return { ...toListedDay(deps, day, await countsOf(deps, [], [day])), deliveries: [...deliveries.values()] };
}

function notFound(id: string): AppError {
  return new AppError('record/not-found', `没有编号为 ${id} 的群发，请在群发列表里核对。`);
}

type Counts = ReadonlyMap<string, StateCounts>;

export function countsOf(
  { store }: BrowseDeps,
  broadcasts: readonly Broadcast[],
  days: readonly DailyDay[],
): Promise<Counts> {
  const dates = days.map(({ date }) => date).toSorted();
  const [from, to] = [dates.at(0), dates.at(-1)];
  return store.deliveries.countOccurrences({
    broadcastIds: broadcasts.map(({ id }) => id),
    days: from === undefined || to === undefined ? null : { from, to },
  });
}

export function toListed(broadcast: Broadcast, counts: Counts): ListedBroadcast {
  const { id, text, file, segment, receipt, createdBy, cancelledAt, seriesId, skipped, urgent, reminder } = broadcast;
  return {
    id,
    kind: 'broadcast',
    text,
    file: file && { name: file.name, size: file.size },
    segment,
    at: isoOf(broadcast.at),
    closesAt: isoOf(broadcast.closesAt),
    receipt: receipt && { reason: receipt.reason, until: isoOf(receipt.until) },
    createdBy,
    createdAt: isoOf(broadcast.createdAt),
    cancelledAt: cancelledAt === null ? null : isoOf(cancelledAt),
    seriesId,
    skipped,
    urgent,
    reminder: reminder && { ...reminder, at: isoOf(reminder.at) },
    counts: counts.get(id) ?? noDeliveries,
  };
}

function toListedDay({ daily, timeZone }: BrowseDeps, day: DailyDay, counts: Counts): ListedBroadcast {
  const id = `daily/${day.date}`;
  return {
    id,
    kind: 'daily',
    text: day.text,
    file: null,
    segment: null,
    at: isoOf(instantAt(day.date, daily.from, timeZone)),
    closesAt: isoOf(instantAt(day.date, daily.until, timeZone)),
    receipt: null,
    createdBy: null,
    createdAt: isoOf(day.plannedAt),
    cancelledAt: null,
    seriesId: null,
    skipped: day.skipped,
    urgent: null,
    reminder: null,
    counts: counts.get(id) ?? noDeliveries,
  };
}

export async function showDeliveries(
  { store, channels }: BrowseDeps,
  deliveries: readonly Delivery[],
): Promise<Map<string, ShownDelivery>> {
  const groups = new Map((await store.conversations.list()).map((group) => [group.id, group]));
  return new Map(
    deliveries.map(({ id, conversationId, state, reason, sentAt, mergedInto }) => {
      const group = groups.get(conversationId);
      const capabilities = channels.get(group?.channel ?? '')?.capabilities;
      const reported = toldBy(capabilities);
      const isPosted = capabilities?.sentBy === 'person' && state === 'pending';
      const told = (kind: ReportedKind): 0 | null => (reported.includes(kind) ? 0 : null);
      const shown: ShownDelivery = {
        id,
        groupId: conversationId,
        group: group?.title ?? group?.platformId ?? conversationId,
        state,
        reason: reason ?? (isPosted ? byHandReason : null),
        sentAt: sentAt === null ? null : isoOf(sentAt),
        mergedInto,
        delivered: told('delivered'),
        read: told('read'),
        acknowledged: 0,
      };
      return [id, shown];
    }),
  );
}

async function addNames(
  { store }: BrowseDeps,
  { id, receipt }: Broadcast,
  deliveries: ReadonlyMap<string, ShownDelivery>,
): Promise<void> {
  const until = receipt?.until ?? Number.POSITIVE_INFINITY;
  for (const delivery of deliveries.values()) delivery.receipts = [];
  for (const given of await store.receipts.list(id))
    deliveries.get(given.deliveryId)?.receipts?.push(toName(given, until));
}

function toName({ name, kind, at, way }: Receipt, until: number): ShownReceipt {
  return { name, kind, at: isoOf(at), late: at > until, way: way ?? null };
}
