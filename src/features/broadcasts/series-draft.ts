import { isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { CarriedFile, NewFile } from '../../domain/file.ts';
import type { NewSeries, SeriesDays } from '../../domain/series.ts';
import { type Draft, lastMoment, readDraft, usualWindowMs } from './draft.ts';
import type { QuietHours } from './guard.ts';
import { checkCron, nextTime, type RecurrenceDeps } from './recurrence.ts';

/** What somebody wants to send again and again. Days are `YYYY-MM-DD`, both included; null = no limit. */
export type SeriesDraft = {
  text: string;
  /** Each occurrence carries it. */
  file?: NewFile;
  /** What each carries instead, where that is in the store already. */
  kept?: CarriedFile;
  /** It carries a file of which nothing need be known. */
  keepsFile?: boolean;
  to: string;
  cron: string;
  days: SeriesDays;
  from: string | null;
  until: string | null;
  /** How long after its time an occurrence may still be sent, in hours; null or absent = the usual. */
  windowHours?: number | null;
  receiptReason: string | null;
  /** How long after its time a 收到 is in time, in hours; null or absent = the usual. */
  receiptHours?: number | null;
  by: string;
};

/** Hours. After three days a notice is no news; after thirty nobody looks for a 收到. */
const [longestWindow, longestReceipt] = [72, 720];
const hourMs = 3_600_000;

export type SeriesDraftDeps = QuietHours & RecurrenceDeps;

/** Checks what was written; throws `input/*` with what to change. */
export async function readSeries(
  deps: SeriesDraftDeps,
  draft: SeriesDraft,
  of: { id: string; now: number },
): Promise<NewSeries> {
  const rule = { cron: draft.cron.trim(), days: draft.days, from: draft.from, until: draft.until };
  checkCron(rule.cron, deps.quietHours);
  checkDays(draft);
  checkHours(draft);
  const nextAt = await nextTime(deps, rule, of.now);
  if (nextAt === null)
    throw new AppError('input/invalid', '按这样的安排以后一次也不会发，请检查重复时间、哪些天和起止日期。');
  const first = readDraft(draftOf(deps, draft, nextAt), { ...deps, ...of });
  return {
    ...rule,
    id: of.id,
    text: first.text,
    file: first.file,
    segment: first.segment,
    windowMs: inMs(draft.windowHours) ?? usualWindowMs,
    receiptReason: first.receipt?.reason ?? null,
    receiptMs: first.receipt === null ? null : inMs(draft.receiptHours),
    nextAt,
    createdBy: draft.by,
    createdAt: of.now,
  };
}

/** The occurrence at one of its times, as if somebody ordered it alone. */
export function draftOf(quiet: QuietHours, draft: SeriesDraft, at: number): Draft {
  const { text, file, kept, keepsFile = false, to, receiptReason: reason, by } = draft;
  const [windowMs, receiptMs] = [inMs(draft.windowHours), inMs(draft.receiptHours)];
  const until = windowMs === null ? null : Math.min(at + windowMs, lastMoment(text, at, quiet));
  const receipt = reason === null ? null : { reason, until: receiptMs === null ? null : at + receiptMs };
  return { text, ...(file && { file }), ...(kept && { kept }), keepsFile, to, at, until, receipt, by };
}

function inMs(hours: number | null | undefined): number | null {
  return hours === null || hours === undefined ? null : hours * hourMs;
}

function checkHours({ windowHours = null, receiptHours = null, receiptReason }: SeriesDraft): void {
  refuseHours('发送时限', windowHours, longestWindow);
  refuseHours('确认时限', receiptHours, longestReceipt);
  if (receiptHours !== null && receiptReason === null)
    throw new AppError('input/invalid', '写了确认时限，还要写明为什么要大家确认收到。');
}

function refuseHours(what: string, hours: number | null, most: number): void {
  if (hours === null || (Number.isInteger(hours) && hours >= 1 && hours <= most)) return;
  throw new AppError('input/invalid', `${what}应为 1 到 ${most} 的整数小时，收到 “${hours}”。`);
}

function checkDays({ from, until }: SeriesDraft): void {
  for (const [what, day] of [['开始日期', from] as const, ['最后日期', until] as const]) {
    if (day !== null && !isDay(day)) throw new AppError('input/invalid', `${what}应写成 YYYY-MM-DD，收到 “${day}”。`);
  }
  if (from !== null && until !== null && until < from)
    throw new AppError('input/invalid', `最后日期 ${until} 应不早于开始日期 ${from}。`);
}
