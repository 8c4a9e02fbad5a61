import { timeOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { type DayStatus, isAhead, type ReceptionDay } from '../../domain/reception-day.ts';
import type { Records } from '../../ports/store.ts';
import { type DayDraft, invalid, isOver, readTerms, readTimes } from './days-draft.ts';

/** What is left out stays as it is; `place` null = online. */
export type DayEdit = Partial<Pick<DayDraft, 'date' | 'from' | 'until' | 'host' | 'place' | 'topics'>>;

const longestReason = 200;

export async function findDay({ receptionDays }: Pick<Records, 'receptionDays'>, id: string): Promise<ReceptionDay> {
  const day = await receptionDays.find(id);
  if (day !== null) return day;
  throw new AppError('record/not-found', `没有编号为 ${id} 的接待日，请看接待日列表里的编号。`);
}

export function readEdit(day: ReceptionDay, edit: DayEdit, { timeZone, now }: { timeZone: string; now: number }) {
  if (!isAhead(day)) throw conflict(`${day.id} 已经结束或取消，不能再改。`);
  if (day.status === 'open' && Object.keys(edit).some((name) => name !== 'until'))
    throw conflict('接待日开放以后只能改结束时间。');
  const { announceDays, remindDays } = day;
  const written = {
    date: edit.date ?? day.date,
    from: edit.from ?? timeOf(day.startsAt, timeZone),
    until: edit.until ?? timeOf(day.endsAt, timeZone),
  };
  const times = readTimes({ ...written, announceDays, remindDays }, timeZone);
  if (isOver(times, now)) throw invalid(`${written.date} ${written.until} 已经过去了，请写以后的时间。`);
  const { host = day.host, place = day.place, topics = day.topics } = edit;
  return { ...readTerms({ host, place, topics, announceDays, remindDays }), ...times };
}

export function readReason(written: string): string {
  const reason = written.replace(/\s+/gu, ' ').trim();
  if (reason === '') throw invalid('请写明取消的原因，听说过这次接待日的群会看到。');
  if (Array.from(reason).length > longestReason) throw invalid(`取消的原因最多 ${longestReason} 个字。`);
  return reason;
}

const statusWords = {
  planned: '还没有预告',
  announced: '已经预告',
  open: '正在开放',
  closed: '已经结束',
  reported: '已经公布结果',
  cancelled: '已经取消',
  missed: '没有开放就过去了',
} as const satisfies Record<DayStatus, string>;

export function assertStatus(day: ReceptionDay, fitting: readonly DayStatus[], what: string): void {
  if (!fitting.includes(day.status)) throw conflict(`${day.id} ${statusWords[day.status]}，不能${what}。`);
}

export function assertNotBegun({ id, startsAt }: ReceptionDay, now: number): void {
  if (startsAt <= now) throw conflict(`${id} 已经到了开始时间，不用预告，可以直接开放。`);
}

export function conflict(message: string): AppError {
  return new AppError('record/conflict', message);
}

export function changedMeanwhile(id: string): AppError {
  return conflict(`${id} 刚被别人改过，请重新看一遍再做。`);
}
