import { type Day, addDays } from '../../../src/base/calendar.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import type { Shown } from './platform.ts';
import type { DayKind } from './days.ts';

/** A group on a day; `steady`: nothing about it changed from the day before until the day was planned. */
export type Standing = { id: string; chat: string; steady: boolean; due: boolean; muted: boolean };

export type DayEvidence = {
  day: Day;
  kind: DayKind;
  rows: readonly Delivery[];
  standings: readonly Standing[];
  shown: ReadonlyMap<string, Shown>;
};

/** What is wrong with a day: nothing, when every group has its message once or a reason on record. */
export function judgeDay({ day, kind, rows, standings, shown }: DayEvidence): string[] {
  const of = new Map<string, Delivery[]>();
  for (const row of rows) of.set(row.conversationId, [...(of.get(row.conversationId) ?? []), row]);
  return [
    ...rows.flatMap((row) => judgeRow(row, shown.get(row.id)).map((wrong) => `${row.key} ${wrong}`)),
    ...standings.flatMap((standing) =>
      judgeGroup(of.get(standing.id) ?? [], standing, kind).map((wrong) => `${day} ${standing.chat} ${wrong}`),
    ),
    ...(new Set(rows.map(({ text }) => text)).size > 1 ? [`${day} 不是每个群都一样`] : []),
  ];
}

function judgeRow(row: Delivery, shown: Shown | undefined): string[] {
  const times = shown?.times ?? 0;
  const { state, reason } = row;
  const wrong: string[] = [];
  if (times > 1) wrong.push(`到了 ${times} 次`);
  if (times === 1 && shown?.text !== row.text) wrong.push('发的不是台账上的话');
  if (state === 'sent' && times === 0) wrong.push('记为已发，没有到');
  if ((state === 'skipped' || state === 'failed') && times > 0) wrong.push(`记为 ${state}，却到了`);
  if (state === 'pending' || state === 'claimed' || state === 'sending') wrong.push(`停在 ${state}`);
  if (state !== 'sent' && !reason) wrong.push(`${state}，没有原因`);
  return wrong;
}

function judgeGroup(rows: readonly Delivery[], { steady, due, muted }: Standing, kind: DayKind): string[] {
  if (rows.length > 1) return [`有 ${rows.length} 行`];
  if (!steady) return [];
  const [row] = rows;
  if (!due) return row === undefined || kind === 'odd' ? [] : [`不该有，却有 ${row.state}`];
  if (row === undefined) return ['一行也没有'];
  const { state, reason } = row;
  if (kind === 'odd') return [];
  if (kind === 'served' && !muted) return state === 'skipped' ? [`照常的一天被跳过：${reason}`] : [];
  return state === 'skipped' ? [] : [`应当跳过（${kind}），却是 ${state}`];
}

/** Texts that came again within so many days. */
export function repeats(days: readonly { day: Day; text: string }[], restDays: number): string[] {
  const last = new Map<string, Day>();
  const found: string[] = [];
  for (const { day, text } of days) {
    const before = last.get(text);
    if (before !== undefined && addDays(before, restDays) >= day) found.push(`${day} 与 ${before} 相同`);
    last.set(text, day);
  }
  return found;
}
