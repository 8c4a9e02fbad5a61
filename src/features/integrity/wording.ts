import type { DailyMessage } from '../../domain/daily-message.ts';

/** Under what a model wrote, also after a person approved it: whoever reads it may know. */
export const generatedLabel = 'AI 生成，经人工审核';

/** A message as it is sent. */
export function inWords({
  text,
  source,
  generated = false,
}: Pick<DailyMessage, 'text' | 'source' | 'generated'>): string {
  const from = source === null ? '' : `\n——${source}`;
  return `【清廉文化每日寄语】\n${text}${from}${generated ? `\n（${generatedLabel}）` : ''}`;
}

/** What members read who ask for the message of a day without one; `reason` is for them too, '' = none is told. */
export function noneInWords(reason: string): string {
  return reason === '' ? '今天不发寄语。' : `今天不发寄语：${reason.replace(/[。.！!]+$/u, '')}。`;
}

/** Why a day has none, for staff. */
export function skipReason(reason: string): string {
  return `工作人员安排当天不发${reason === '' ? '' : `：${reason}`}`;
}
