import { type Day, type DayWindow, addDays, dayOf, instantAt } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { operator } from '../../domain/audit.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import { absentReason, type NewDelivery } from '../../domain/delivery.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DailyDay, PlannedDay } from '../../ports/daily-days.ts';
import type { DailyLibrary } from '../../ports/daily-library.ts';
import type { Log } from '../../ports/log.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { OccasionsOf } from './almanac.ts';
import { sentEntry } from './audited.ts';
import { chooseDailyMessage, recallDays, restDays } from './choice.ts';
import { inWords } from './wording.ts';

export type PlanDeps = {
  store: Store;
  clock: Clock;
  log: Log;
  library: DailyLibrary;
  occasions: () => Promise<OccasionsOf>;
  timeZone: string;
  /** When the message goes out, and until when it is caught up. */
  window: DayWindow;
  newId: () => string;
  /** Told when deliveries were planned. */
  onPlanned: () => void;
};

export type DailyPlan = {
  /** Plans every day that is due and was not planned yet; a day missed altogether is on record as skipped. */
  planDue(): Promise<void>;
  /** Plans one day now, for every enrolled group that has not had it, and puts it on record; returns the number of new deliveries. `who` for the record. */
  planNow(day: Day, who?: string): Promise<{ message: DailyDay; added: number }>;
  /** A day's message: the fixed one, or the one it would be. Null when the library has nothing. */
  messageOf(day: Day): Promise<DayMessage | null>;
};

/** What a day has, or will have; where it is skipped, `text` says for members that nothing is sent. */
export type DayMessage = Pick<DailyDay, 'date' | 'messageId' | 'text' | 'skipped'>;

/** Days of a long absence that are put on record. */
const longestAbsence = 31;
/** A day planned by hand goes out at once, also after its window. */
const handWindowMs = 60 * 60_000;

export function createDailyPlan(deps: PlanDeps): DailyPlan {
  let told: Day = '';

  return {
    async planDue() {
      const now = deps.clock.now();
      for (const day of await dueDays(deps, now)) {
        // Asked again every few seconds, told once.
        if ((await planDay(deps, day, now)) || day <= told) continue;
        deps.log.warn({ day }, 'the library has no message for the day');
        told = day;
      }
    },
    async planNow(day, who = operator) {
      const now = deps.clock.now();
      const candidate = await candidateByHand(deps, day, now);
      const until = Math.max(now + handWindowMs, instantAt(day, deps.window.until, deps.timeZone));
      const planned = await deps.store.transaction(async (records) => {
        const message = await records.dailyDays.fix(candidate);
        refuseSkipped(message);
        const rows = await deliveriesByHand(deps, records, { message, from: now, until });
        const added = await records.deliveries.add(rows, now);
        await records.audit.append(sentEntry(message, added, { who, at: now }));
        return { message, added };
      });
      deps.onPlanned();
      return planned;
    },
    async messageOf(day) {
      const fixed = await deps.store.dailyDays.find(day);
      if (fixed) return fixed;
      const chosen = await choose(deps, day);
      return chosen && { date: day, messageId: chosen.id, text: inWords(chosen), skipped: null };
    },
  };
}

/** Days since the last planned one whose time has come; today again, for groups enrolled since. */
async function dueDays(deps: PlanDeps, now: number): Promise<Day[]> {
  const today = dayOf(now, deps.timeZone);
  const earliest = addDays(today, 1 - longestAbsence);
  const days: Day[] = [];
  for (let day = await nextAfterLast(deps, { earliest, today }); day < today; day = addDays(day, 1)) days.push(day);
  const due = now >= instantAt(today, deps.window.from, deps.timeZone);
  return due ? [...days, today] : days;
}

/** A day fixed ahead by hand says nothing of those before it. */
async function nextAfterLast(deps: PlanDeps, { earliest, today }: { earliest: Day; today: Day }): Promise<Day> {
  const last = (await deps.store.dailyDays.list(earliest, today)).findLast(({ open }) => !open);
  if (last) return addDays(last.date, 1);
  return (await deps.store.dailyDays.latest()) === null ? today : earliest;
}

/** False when the library has nothing for the day. */
async function planDay(deps: PlanDeps, day: Day, now: number): Promise<boolean> {
  const from = instantAt(day, deps.window.from, deps.timeZone);
  const until = instantAt(day, deps.window.until, deps.timeZone);
  const known = await deps.store.dailyDays.find(day);
  if (known && !known.open && now >= until) return true;
  const enrolled = (await deps.store.conversations.listEnrolled()).filter(
    ({ enrolledAt }) => enrolledAt !== null && enrolledAt < until,
  );
  if (enrolled.length === 0) return true;
  const groups = await withoutRow(deps, day, enrolled);
  if (groups.length === 0 && known && !known.open) return true;
  const candidate = await candidateOf(deps, { day, known, now });
  if (candidate === null) return false;

  const missed = now >= until ? `${absentReason}，已过补发时间 ${deps.window.until}` : null;
  // Both or none: a day that is fixed and past its window is not looked at again.
  const { message, added } = await deps.store.transaction(async ({ dailyDays, deliveries }) => {
    const message = await dailyDays.fix(candidate);
    const skipped = message.skipped ?? missed;
    const rows = groups.map((group) => toDelivery(deps, { group, message, from, until, skipped }));
    return { message, added: await deliveries.add(rows, now) };
  });
  if (added === 0) return true;
  const skipped = message.skipped !== null || missed !== null;
  deps.log.info({ day, messageId: message.messageId, groups: added, skipped }, 'daily message planned');
  deps.onPlanned();
  return true;
}

/** It is asked every few seconds, and hardly ever is there one: rows that are there are not offered to the store again. */
async function withoutRow({ store }: PlanDeps, day: Day, groups: readonly Conversation[]): Promise<Conversation[]> {
  const keys = new Set(await store.deliveries.listKeys(`daily/${day}/`));
  return groups.filter(({ id }) => !keys.has(`daily/${day}/${id}`));
}

/** Only groups that did not get it: after a skip or a refusal, it is theirs by hand under a further key. */
async function deliveriesByHand(
  deps: PlanDeps,
  { deliveries, conversations }: Records,
  of: { message: DailyDay; from: number; until: number },
): Promise<NewDelivery[]> {
  const before = await deliveries.listByKey(`daily/${of.message.date}/`);
  const groups = await conversations.listEnrolled();
  return groups.flatMap((group) => {
    const tries = before.filter(({ conversationId }) => conversationId === group.id);
    if (tries.some(({ state }) => state !== 'skipped' && state !== 'failed')) return [];
    const delivery = toDelivery(deps, { ...of, group, skipped: null });
    return tries.length === 0 ? [delivery] : [{ ...delivery, key: `${delivery.key}/${tries.length + 1}` }];
  });
}

async function candidateByHand(deps: PlanDeps, day: Day, now: number): Promise<PlannedDay> {
  const known = await deps.store.dailyDays.find(day);
  if (known) refuseSkipped(known);
  const candidate = await candidateOf(deps, { day, known, now });
  if (candidate !== null) return candidate;
  throw new AppError('record/not-found', '寄语库是空的，请先在 knowledge/integrity 里放上寄语。');
}

function refuseSkipped({ date, skipped }: DailyDay): void {
  if (skipped === null) return;
  throw new AppError('record/conflict', `${date} 定了不发寄语；要发请先取消“不发”（命令行是 daily unskip ${date}）。`);
}

/** What is fixed unless staff order something else meanwhile; null when the library has nothing for the day. */
async function candidateOf(
  deps: PlanDeps,
  { day, known, now }: { day: Day; known: DailyDay | null; now: number },
): Promise<PlannedDay | null> {
  if (known && !known.open) return known;
  const chosen = await choose(deps, day);
  if (chosen !== null) return { date: day, messageId: chosen.id, text: inWords(chosen), plannedAt: now };
  return known && { ...known, plannedAt: now };
}

async function choose(deps: PlanDeps, day: Day): Promise<DailyMessage | null> {
  const occasionsOf = await deps.occasions();
  const days = await deps.store.dailyDays.list(addDays(day, -recallDays), addDays(day, restDays));
  const used = days.filter(({ skipped }) => skipped === null);
  const library = await deps.library.read();
  return chooseDailyMessage({ day, occasions: occasionsOf(day), library, recent: used, ahead: used });
}

function toDelivery(
  deps: PlanDeps,
  of: { group: Conversation; message: DailyDay; from: number; until: number; skipped: string | null },
): NewDelivery {
  return {
    id: deps.newId(),
    key: `daily/${of.message.date}/${of.group.id}`,
    kind: 'daily',
    conversationId: of.group.id,
    text: of.message.text,
    replyTo: null,
    broadcastId: null,
    fileId: null,
    reminds: null,
    notBefore: of.from,
    closesAt: of.until,
    skipped: of.skipped,
  };
}
