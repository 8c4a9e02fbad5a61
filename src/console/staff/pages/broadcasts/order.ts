import type { Dayjs } from 'dayjs';
import type { Body } from '../../api/call.ts';
import { instantOf } from '../../shell/zoned.ts';

/** What the form holds. */
export type Draft = {
  text?: string;
  to?: string;
  when: 'now' | 'later' | 'series';
  at?: Dayjs | null;
  cron?: string;
  days?: 'all' | 'workdays' | 'before-holidays';
  ask?: boolean;
  reason?: string;
  answerBy?: Dayjs | null;
  urgent?: boolean;
  urgentReason?: string;
  file?: { id: string; name: string } | null;
};

/** What the API is asked; null while something it needs is missing. */
export function orderOf(draft: Draft): Body<'sendBroadcast'> | null {
  const { text = '', to = '', file = null, when } = draft;
  if (to === '' || (text.trim() === '' && file === null)) return null;
  const content = { text, to, ...(file === null ? {} : { file: file.id }) };
  if (draft.ask === true && (draft.reason ?? '').trim() === '') return null;
  if (when === 'series') return seriesOf(draft, content);
  if (when === 'later' && !draft.at) return null;
  if (draft.urgent === true && (draft.urgentReason ?? '').trim() === '') return null;
  return {
    ...content,
    ...(when === 'later' && draft.at ? { at: instantOf(draft.at) } : {}),
    ...(draft.ask === true ? { receipt: receiptOf(draft, draft.answerBy ?? null) } : {}),
    ...(draft.urgent === true ? { urgent: draft.urgentReason ?? '' } : {}),
  };
}

function seriesOf(draft: Draft, content: { text: string; to: string }): Body<'sendBroadcast'> | null {
  const cron = (draft.cron ?? '').trim();
  if (cron === '') return null;
  return {
    ...content,
    series: { cron, days: draft.days ?? 'all' },
    ...(draft.ask === true ? { receipt: receiptOf(draft, null) } : {}),
  };
}

function receiptOf({ reason = '' }: Draft, until: Dayjs | null): { reason: string; until?: string } {
  return { reason, ...(until === null ? {} : { until: instantOf(until) }) };
}
