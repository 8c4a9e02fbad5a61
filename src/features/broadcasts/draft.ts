import { addDays, dayOf, formatInstant, instantAt } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { NewBroadcast, ReceiptRequest } from '../../domain/broadcast.ts';
import type { CarriedFile, NewFile } from '../../domain/file.ts';
import { endOfQuiet, quietFor, type QuietHours } from './guard.ts';
import { checkTemplate, namesItsDay } from './template.ts';

/** What somebody wants to send. Times are epoch ms; null takes the usual one. */
export type Draft = {
  text: string;
  /** As `attachment.ts` reads it; with one the text may be empty, unless a 收到 is asked. */
  file?: NewFile;
  /** What it carries instead, where that is in the store already. */
  kept?: CarriedFile;
  /** It carries a file of which nothing need be known. */
  keepsFile?: boolean;
  /** A segment as written. */
  to: string;
  at: number | null;
  /** What was not sent by then is skipped. */
  until: number | null;
  receipt: { reason: string; until: number | null } | null;
  /** Why it shall wait for nothing; left out or null = it waits as all do. */
  urgent?: string | null;
  /** It lets people sleep all the same. */
  keepsQuiet?: boolean;
  /** Who wants it, for people to read. */
  by: string;
};

const longestText = 4_000;
const [shortestUrgency, longestReason] = [2, 200];
/** How long after its time it may still be sent, where nothing else is said. */
export const usualWindowMs = 12 * 3_600_000;
const receiptMs = 3 * 24 * 3_600_000;
/** A time written to the minute is not past before the minute is over. */
const minuteMs = 60_000;

/** Checks what was written; throws `input/invalid` or `input/too-long` with what to change. */
export function readDraft(draft: Draft, of: QuietHours & { id: string; now: number }): NewBroadcast {
  const say = (instant: number): string => formatInstant(instant, of.timeZone);
  const at = draft.at ?? of.now;
  if (at <= of.now - minuteMs)
    throw new AppError('input/invalid', `发送时间 ${say(at)} 已经过去了，请写一个以后的时间，不写就是现在。`);
  const carries = draft.file !== undefined || draft.kept !== undefined || draft.keepsFile === true;
  const text = readText(draft.text, { mayBeEmpty: carries && draft.receipt === null });
  const urgent = readUrgency(draft.urgent ?? null);
  const keeps = draft.keepsQuiet === true && urgent !== null && { keepsQuiet: true as const };
  const dayEnds = lastMoment(text, at, quietFor(of, { urgent, ...keeps }));
  const closesAt = draft.until ?? Math.min(at + usualWindowMs, dayEnds);
  if (closesAt > dayEnds)
    throw new AppError('input/invalid', `内容里写着当天的日期，截止发送的时间不能晚于 ${say(dayEnds)}。`);
  if (closesAt <= Math.max(at, of.now))
    throw new AppError('input/invalid', `截止发送的时间 ${say(closesAt)} 应晚于发送时间 ${say(at)}。`);
  return {
    id: of.id,
    text,
    file: draft.kept ?? null,
    segment: draft.to.trim(),
    at,
    closesAt,
    receipt: draft.receipt === null ? null : readReceipt(draft.receipt, { at, closesAt, say }),
    createdBy: draft.by,
    createdAt: of.now,
    seriesId: null,
    skipped: null,
    urgent,
    ...keeps,
  };
}

/** A text that names its day is sent on no other: the end of the day it can first be sent on. */
export function lastMoment(text: string, at: number, of: QuietHours): number {
  if (!namesItsDay(text)) return Number.POSITIVE_INFINITY;
  const day = dayOf(endOfQuiet(of, at) ?? at, of.timeZone);
  return instantAt(addDays(day, 1), '00:00', of.timeZone);
}

/** Throws `input/invalid` or `input/too-long`. */
export function readText(written: string, { mayBeEmpty } = { mayBeEmpty: false }): string {
  const text = written.replace(/\r\n?/gu, '\n').trim();
  const length = Array.from(text).length;
  if (/^[\s\p{Default_Ignorable_Code_Point}\p{Cc}]*$/u.test(text)) {
    if (mayBeEmpty) return '';
    throw new AppError('input/invalid', '群发的内容不能为空。');
  }
  if (length > longestText)
    throw new AppError('input/too-long', `群发的内容最多 ${longestText} 个字，这段有 ${length} 个字，请删短。`);
  checkTemplate(text);
  return text;
}

/** It goes into the audit log, so it must say something. */
function readUrgency(written: string | null): string | null {
  if (written === null) return null;
  const reason = written.replace(/\s+/gu, ' ').trim();
  const length = Array.from(reason).length;
  if (length >= shortestUrgency && length <= longestReason) return reason;
  throw new AppError(
    'input/invalid',
    `加急要写明为什么（${shortestUrgency} 到 ${longestReason} 个字），会留在操作记录里。`,
  );
}

/** Three days, and never less than it may be sent. */
export function usualReceiptUntil({ at, closesAt }: { at: number; closesAt: number }): number {
  return Math.max(closesAt, at + receiptMs);
}

function readReceipt(
  written: { reason: string; until: number | null },
  { at, closesAt, say }: { at: number; closesAt: number; say: (instant: number) => string },
): ReceiptRequest {
  const reason = written.reason.trim();
  const length = Array.from(reason).length;
  if (length === 0 || length > longestReason)
    throw new AppError('input/invalid', `请写明为什么要大家确认收到（1 到 ${longestReason} 个字）。`);
  const until = written.until ?? usualReceiptUntil({ at, closesAt });
  if (until > at) return { reason, until };
  throw new AppError('input/invalid', `确认收到的截止时间 ${say(until)} 应晚于发送时间 ${say(at)}。`);
}
