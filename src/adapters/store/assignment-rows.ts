import type { Assignment, Responsible } from '../../domain/assignment.ts';
import type { NewAssignment } from '../../ports/assignments.ts';
import type { AssignmentRow } from './schema/cases.ts';

export function toAssignment(row: AssignmentRow): Assignment {
  return {
    id: row.id,
    caseNo: row.case_no,
    assignee: toResponsible(row.assignee_kind, row.assignee_id, row.assignee_name),
    lead: row.lead_kind === null ? null : toResponsible(row.lead_kind, row.lead_id, row.lead_name ?? ''),
    dueDay: row.due_day,
    assignedBy: row.assigned_by,
    assignedAt: row.assigned_at,
    nextAt: row.next_at,
    endedAt: row.ended_at,
    endedAs: row.ended_as,
  };
}

function toResponsible(kind: Responsible['kind'], id: string | null, name: string): Responsible {
  return kind === 'body' || id === null ? { kind: 'body', id: null, name } : { kind, id, name };
}

export function toAssignmentRow({ assignee, lead, ...of }: NewAssignment): AssignmentRow {
  return {
    id: of.id,
    case_no: of.caseNo,
    assignee_kind: assignee.kind,
    assignee_id: assignee.id,
    assignee_name: assignee.name,
    lead_kind: lead?.kind ?? null,
    lead_id: lead?.id ?? null,
    lead_name: lead?.name ?? null,
    due_day: of.dueDay,
    assigned_by: of.assignedBy,
    assigned_at: of.assignedAt,
    next_at: of.nextAt,
    ended_at: null,
    ended_as: null,
  };
}
