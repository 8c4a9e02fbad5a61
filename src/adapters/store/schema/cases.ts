import type { AssignmentEnd, AssignmentReminder, ReminderStage, Responsible } from '../../../domain/assignment.ts';
import type { CaseAction, CaseKind, CaseSource, CaseStatus, Satisfaction } from '../../../domain/case.ts';

export type CaseRow = {
  no: string;
  year: number;
  number: number;
  key: string;
  kind: CaseKind;
  status: CaseStatus;
  version: number;
  source: CaseSource;
  organization: string | null;
  organization_id: string | null;
  contact: string | null;
  phone: string | null;
  email: string | null;
  category: string | null;
  content: string;
  expectation: string | null;
  /** JSON. */
  details: string;
  conversation_id: string | null;
  member_id: string | null;
  member_name: string | null;
  message_id: number | null;
  claim_hash: string | null;
  reception_day_id: string | null;
  merged_into: string | null;
  satisfaction: Satisfaction | null;
  due_at: number | null;
  created_at: number;
  updated_at: number;
  ended_at: number | null;
};

export type CaseStepRow = {
  case_no: string;
  seq: number;
  at: number;
  who: string;
  action: CaseAction;
  status: CaseStatus;
  note: string | null;
  /** JSON. */
  detail: string;
};

export type AssignmentRow = {
  id: string;
  case_no: string;
  assignee_kind: Responsible['kind'];
  assignee_id: string | null;
  assignee_name: string;
  /** All three or none. */
  lead_kind: Responsible['kind'] | null;
  lead_id: string | null;
  lead_name: string | null;
  due_day: string | null;
  assigned_by: string;
  assigned_at: number;
  next_at: number | null;
  /** Both or none. */
  ended_at: number | null;
  ended_as: AssignmentEnd | null;
};

export type AssignmentReminderRow = {
  assignment_id: string;
  stage: ReminderStage;
  at: number;
  outcome: AssignmentReminder['outcome'];
  delivery_id: string | null;
};

export type CaseFileRow = { id: string; key: string; case_no: string; file_id: string; added_at: number };
