import { dayOf, type DayWindow, instantAt } from '../../base/calendar.ts';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { DailyDay } from '../../ports/daily-days.ts';
import type { Store } from '../../ports/store.ts';

/** `daily`: when the daily message goes out. */
export type SkippedDeps = { store: Store; timeZone: string; daily: DayWindow };

/** What was to be sent from `from` to before `until`, epoch ms. */
export type Period = { from: number; until: number };

/** One broadcast, or the daily message of a day (`daily/YYYY-MM-DD`), and one reason. `groups` empty: there were none. */
export type SkippedItem = {
  id: string;
  kind: 'broadcast' | 'daily';
  /** When it was to be sent, ISO. */
  at: string;
  text: string;
  reason: string;
  groups: { groupId: string; group: string }[];
};

const listed = 500;

/** In the order it was to be sent. */
export async function listSkipped({ store, timeZone, daily }: SkippedDeps, period: Period): Promise<SkippedItem[]> {
  const groups = new Map((await store.conversations.list()).map((group) => [group.id, group]));
  const items = new Map<string, SkippedItem>();
  for (const delivery of await store.deliveries.listSkipped(period.from, period.until)) {
    const item = itemOf(delivery);
    const known = items.get(`${item.id} ${item.reason}`) ?? item;
    known.groups.push(nameOf(delivery, groups));
    items.set(`${item.id} ${item.reason}`, known);
  }
  const found = [...items.values()];
  const ids = new Set(found.map(({ id }) => id));
  const [from, until] = [dayOf(period.from, timeZone), dayOf(period.until - 1, timeZone)];
  const days = (await store.dailyDays.list(from, until)).map((day) => dayItem(day, { daily, timeZone }));
  const whole = (await store.broadcasts.list(listed)).map(wholeItem);
  const alone = [...days, ...whole].filter((item) => item !== null).filter(({ id }) => !ids.has(id));
  const isIn = ({ at }: SkippedItem): boolean => Date.parse(at) >= period.from && Date.parse(at) < period.until;
  return [...found, ...alone.filter(isIn)].sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at));
}

function itemOf({ kind, key, broadcastId, notBefore, text, reason }: Delivery): SkippedItem {
  const daily = key.split('/').slice(0, 2).join('/');
  return {
    id: broadcastId ?? daily,
    kind: kind === 'daily' ? 'daily' : 'broadcast',
    at: new Date(notBefore).toISOString(),
    text,
    reason: reason ?? '原因不明',
    groups: [],
  };
}

function nameOf({ conversationId }: Delivery, groups: ReadonlyMap<string, Conversation>) {
  const group = groups.get(conversationId);
  return { groupId: conversationId, group: group?.title ?? group?.platformId ?? conversationId };
}

/** A day without the daily message that no group would have had. */
function dayItem(
  { date, text, skipped }: DailyDay,
  { daily, timeZone }: Omit<SkippedDeps, 'store'>,
): SkippedItem | null {
  if (skipped === null) return null;
  const at = new Date(instantAt(date, daily.from, timeZone)).toISOString();
  return { id: `daily/${date}`, kind: 'daily', at, text, reason: skipped, groups: [] };
}

/** An occurrence of a series that found no groups. */
function wholeItem({ id, at, text, skipped }: Broadcast): SkippedItem | null {
  if (skipped === null) return null;
  return { id, kind: 'broadcast', at: new Date(at).toISOString(), text, reason: skipped, groups: [] };
}
