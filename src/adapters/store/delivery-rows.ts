import type { Insertable, Selectable } from 'kysely';
import type { Delivery, NewDelivery } from '../../domain/delivery.ts';
import type { FilledTemplate } from '../../domain/sms-template.ts';
import type { Tables } from './schema.ts';

/** Greater than every character a key can hold. */
export const LAST_CHARACTER = '\u{10FFFF}';

/** In nobody's hands. */
export const free = { lease_owner: null, lease_until: null } as const;

export function toRow(delivery: NewDelivery, createdAt: number): Insertable<Tables['deliveries']> {
  return {
    id: delivery.id,
    key: delivery.key,
    kind: delivery.kind,
    conversation_id: delivery.conversationId,
    text: delivery.text,
    reply_to: delivery.replyTo,
    broadcast_id: delivery.broadcastId,
    not_before: delivery.notBefore,
    closes_at: delivery.closesAt,
    state: delivery.skipped === null ? 'pending' : 'skipped',
    reason: delivery.skipped,
    attempts: 0,
    parts_sent: 0,
    resends: 0,
    ...free,
    created_at: createdAt,
    sent_at: null,
    platform_message_id: null,
    template: delivery.template === undefined ? null : JSON.stringify(delivery.template),
    file_id: delivery.fileId,
    reminds: delivery.reminds,
    merged_into: null,
    tried_at: null,
  };
}

export function toDelivery(row: Selectable<Tables['deliveries']>): Delivery {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    conversationId: row.conversation_id,
    text: row.text,
    replyTo: row.reply_to,
    broadcastId: row.broadcast_id,
    notBefore: row.not_before,
    closesAt: row.closes_at,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    partsSent: row.parts_sent,
    resends: row.resends,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    platformMessageId: row.platform_message_id,
    template: row.template === null ? null : (JSON.parse(row.template) as FilledTemplate),
    fileId: row.file_id,
    reminds: row.reminds,
    mergedInto: row.merged_into,
  };
}
