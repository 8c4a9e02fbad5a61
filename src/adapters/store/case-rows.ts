import { z } from 'zod';
import type { Case, CaseStep } from '../../domain/case.ts';
import type { CaseChanges } from '../../ports/cases.ts';
import type { CaseRow, CaseStepRow } from './schema/cases.ts';

const details = z.record(z.string(), z.string());
const stepDetail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export function toCase(row: CaseRow): Case {
  return {
    no: row.no,
    kind: row.kind,
    status: row.status,
    version: row.version,
    source: row.source,
    organization: row.organization,
    organizationId: row.organization_id,
    contact: row.contact,
    phone: row.phone,
    email: row.email,
    category: row.category,
    content: row.content,
    expectation: row.expectation,
    details: details.parse(JSON.parse(row.details)),
    conversationId: row.conversation_id,
    memberId: row.member_id,
    memberName: row.member_name,
    messageId: row.message_id,
    claimHash: row.claim_hash,
    receptionDayId: row.reception_day_id,
    mergedInto: row.merged_into,
    satisfaction: row.satisfaction,
    dueAt: row.due_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    endedAt: row.ended_at,
  };
}

export function toStep(row: CaseStepRow): CaseStep {
  const { seq, at, who, action, status, note } = row;
  return { seq, at, who, action, status, note, detail: stepDetail.parse(JSON.parse(row.detail)) };
}

export function detailOf(detail: CaseStep['detail']): string {
  return JSON.stringify(detail);
}

/** Only what is to change. */
export function toColumns(changes: CaseChanges): Partial<CaseRow> {
  const { organizationId, conversationId, memberId, memberName, receptionDayId, mergedInto, dueAt, endedAt } = changes;
  const { kind, status, organization, contact, phone, email, category, content, expectation, satisfaction } = changes;
  const columns: { [Column in keyof CaseRow]?: CaseRow[Column] | undefined } = {
    kind,
    status,
    organization,
    contact,
    phone,
    email,
    category,
    content,
    expectation,
    satisfaction,
    organization_id: organizationId,
    conversation_id: conversationId,
    member_id: memberId,
    member_name: memberName,
    reception_day_id: receptionDayId,
    merged_into: mergedInto,
    due_at: dueAt,
    ended_at: endedAt,
    details: changes.details && JSON.stringify(changes.details),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
