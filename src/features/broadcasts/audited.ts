import { isoOf } from '../../base/calendar.ts';
import { excerptOf, type NewAuditEntry, withoutNumbers } from '../../domain/audit.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { NewSeries } from '../../domain/series.ts';

/** `sent`: it is there; `resend`: it is not, and shall be sent. */
export type Resolution = 'sent' | 'resend';

/** What the audit log says of a broadcast that was ordered. */
export function plannedEntry(broadcast: NewBroadcast, groups: number): NewAuditEntry {
  const { id, text, segment, at, receipt, urgent, createdBy, createdAt } = broadcast;
  return {
    at: createdAt,
    who: createdBy,
    action: urgent === null ? 'broadcast/plan' : 'broadcast/urgent',
    subject: id,
    detail: {
      segment,
      groups,
      sentFrom: isoOf(at),
      ...(urgent === null ? {} : { urgent: withoutNumbers(urgent) }),
      ...(receipt === null ? {} : { receipt: withoutNumbers(receipt.reason) }),
      ...excerptOf(text),
    },
  };
}

/** The same of a text message to people. */
export function smsEntry(broadcast: NewBroadcast, of: { template: string; people: number }): NewAuditEntry {
  const { id, text, segment, at, createdBy, createdAt } = broadcast;
  const detail = { segment, ...of, sentFrom: isoOf(at), ...excerptOf(text) };
  return { at: createdAt, who: createdBy, action: 'broadcast/plan', subject: id, detail };
}

export function seriesEntry({ id, text, segment, cron, days, createdBy, createdAt }: NewSeries): NewAuditEntry {
  const detail = { segment, cron, days, ...excerptOf(text) };
  return { at: createdAt, who: createdBy, action: 'series/plan', subject: id, detail };
}

export function editedSeriesEntry(series: NewSeries, { who, at }: { who: string; at: number }): NewAuditEntry {
  return { ...seriesEntry(series), at, who, action: 'series/edit' };
}

type Act = { id: string; who: string; at: number };

export function editedEntry({ id, who, at }: Act, text: string, changed: number): NewAuditEntry {
  return { at, who, action: 'broadcast/edit', subject: id, detail: { groups: changed, ...excerptOf(text) } };
}

/** `series`: it was a recurring one, and ends; `caught` were not sent yet and will not be; `inFlight` are just being sent. */
export type Cancelled = { series: boolean; caught: number; sent: number; inFlight: number };

export function cancelledEntry({ id, who, at }: Act, { series, ...counts }: Cancelled): NewAuditEntry {
  return { at, who, action: series ? 'series/cancel' : 'broadcast/cancel', subject: id, detail: counts };
}

export function resolvedEntry({ id, who, at }: Act, of: { from: string; as: Resolution; group: string }) {
  const detail = { from: of.from, as: of.as, group: of.group };
  return { at, who, action: 'broadcast/resolve', subject: id, detail } as const satisfies NewAuditEntry;
}

/** Who answered was shown, or given away as a file of this format. */
export function rollEntry({ id, who, at }: Act, format: string | null): NewAuditEntry {
  const entry = { at, who, subject: id };
  if (format === null) return { ...entry, action: 'receipts/view', detail: {} };
  return { ...entry, action: 'receipts/export', detail: { format } };
}
