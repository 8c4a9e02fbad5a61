import { addDays, showDay, weekdayOf } from '../../shell/days.ts';
import type { Answer } from '../../api/call.ts';

export type DailyDay = Answer<'listDailyDays'>['days'][number];
export type DailyMessage = Answer<'listDailyMessages'>['messages'][number];
export type DailyDraft = Answer<'listDailyDrafts'>['drafts'][number];

export const originNames: Record<DailyMessage['origin'], string> = {
  shipped: '随软件的',
  own: '自己写的',
  generated: 'AI 生成，经人工审核',
};

type State = { word: string; colour: string };

/** What of a day is for a person to know at a glance; null: it goes its usual way. */
export function stateOf({ date, state, text, deliveries }: DailyDay, today: string): State | null {
  if (state === 'skipped') return { word: '不发', colour: 'default' };
  if (state === 'fixed') return { word: '已指定', colour: 'green' };
  if (state === 'chosen' && date < today) return { word: '没有发', colour: 'default' };
  if (state === 'chosen') return text === null ? { word: '没有可用的', colour: 'red' } : null;
  return sentOf(deliveries);
}

/** How far it has gone: what went wrong comes first. */
function sentOf(counts: DailyDay['deliveries']): State {
  if (counts === null) return { word: '已安排', colour: 'blue' };
  if (counts.unknown > 0) return { word: `${counts.unknown} 个群结果不明`, colour: 'red' };
  if (counts.failed > 0) return { word: `${counts.failed} 个群没发成`, colour: 'red' };
  const moving = counts.pending + counts.claimed + counts.sending;
  if (moving > 0) return { word: `正在发，已发 ${counts.sent} 个群`, colour: 'blue' };
  if (counts.sent === 0) return { word: '没有发出', colour: 'default' };
  return { word: `已发 ${counts.sent} 个群`, colour: 'cyan' };
}

/** Routes that show something else once a day or a message has changed. */
export const dailyReads = ['listDailyDays', 'showDailyDay', 'listDailyMessages', 'showDaily'] as const;

/** Whole weeks, and with the one that has begun more than sixty days to come. */
export const shownDays = 70;

export function mondayOf(day: string): string {
  return addDays(day, -weekdayOf(day));
}

/** When it comes before and after a day. */
export function usesInWords({ lastOn, nextOn }: Pick<DailyMessage, 'lastOn' | 'nextOn'>, day: string): string {
  const last = lastOn === null ? null : `${showDay(lastOn, day)}用过`;
  const coming = nextOn === null ? null : `${showDay(nextOn, day)}要用`;
  return [last, coming].filter((words) => words !== null).join('，') || '近三年没有用过';
}
