import type { JobKind, JobState } from '../../domain/job.ts';
import type { BroadcastRow, ReceiptRow, SeriesRow } from './schema/broadcasts.ts';
import type { AssignmentReminderRow, AssignmentRow, CaseFileRow, CaseRow, CaseStepRow } from './schema/cases.ts';
import type { ConversationLeaseRow, ConversationRow, MemberRow } from './schema/conversations.ts';
import type { DailyDayRow, DailyDraftRow } from './schema/daily.ts';
import type { DeliveryRow, LookUpRow, ReadCheckRow } from './schema/deliveries.ts';
import type { OrganizationRow, PersonBindingRow, PersonRow, SmsRefusalRow } from './schema/directory.ts';
import type { DocumentRow, GenerationRow, PassageRow, RemovedDocumentRow, UnansweredRow } from './schema/documents.ts';
import type { Flag } from './schema/flag.ts';
import type { DialogueRow, FileRow, MessageRow, ScrubRow } from './schema/messages.ts';
import type {
  ListItemRow,
  ReceptionDayPointRow,
  ReceptionDayRoomRow,
  ReceptionDayRow,
  ReceptionDayStepRow,
  ReceptionRuleRow,
} from './schema/reception-days.ts';
import type {
  BindingCodeRow,
  BindingRow,
  BindingTryRow,
  RequestKeyRow,
  SessionRow,
  SignInTryRow,
  UserRow,
} from './schema/users.ts';
import type { ChannelStatusRow, CounterRow, LeaseRow, RateBucketRow } from './schema/work.ts';

/**
 * Every table, the same on both engines: times are epoch ms, flags 0 or 1, JSON is text.
 * The migrations make it; a test holds both together.
 */
export type Tables = {
  conversations: ConversationRow;
  conversation_leases: ConversationLeaseRow;
  members: MemberRow;
  messages: MessageRow;
  series: SeriesRow;
  broadcasts: BroadcastRow;
  files: FileRow;
  deliveries: DeliveryRow;
  look_ups: LookUpRow;
  read_checks: ReadCheckRow;
  receipts: ReceiptRow;
  cases: CaseRow;
  case_steps: CaseStepRow;
  assignments: AssignmentRow;
  assignment_reminders: AssignmentReminderRow;

  case_files: CaseFileRow;
  scrubs: ScrubRow;
  dialogues: DialogueRow;
  daily_days: DailyDayRow;
  daily_drafts: DailyDraftRow;
  documents: DocumentRow;
  passages: PassageRow;
  removed_documents: RemovedDocumentRow;
  unanswered: UnansweredRow;
  own_synonyms: OwnSynonymRow;
  generations: GenerationRow;
  leases: LeaseRow;
  counters: CounterRow;
  rate_buckets: RateBucketRow;
  channel_statuses: ChannelStatusRow;
  users: UserRow;
  bindings: BindingRow;
  binding_codes: BindingCodeRow;
  binding_tries: BindingTryRow;
  organizations: OrganizationRow;
  people: PersonRow;
  person_bindings: PersonBindingRow;
  sms_refusals: SmsRefusalRow;
  audit: AuditRow;
  passwords: PasswordRow;
  authenticators: AuthenticatorRow;
  recovery_codes: RecoveryCodeRow;
  sessions: SessionRow;
  sign_in_tries: SignInTryRow;
  request_keys: RequestKeyRow;
  reception_rules: ReceptionRuleRow;
  reception_days: ReceptionDayRow;
  reception_day_steps: ReceptionDayStepRow;
  reception_day_rooms: ReceptionDayRoomRow;
  reception_day_points: ReceptionDayPointRow;
  list_items: ListItemRow;
  jobs: JobRow;
  web_invites: WebInviteRow;
};

/** `words`: JSON. */
type OwnSynonymRow = { id: string; words: string; added_at: number; added_by: string };

/** `detail` is JSON. */
type AuditRow = {
  seq: number;
  at: number;
  who: string;
  action: string;
  subject: string;
  detail: string;
  hash: string;
};
/** What accounts sign in with. */
type PasswordRow = { user_id: string; hash: string; must_change: Flag; changed_at: number };

type AuthenticatorRow = {
  user_id: string;
  secret: string;
  created_at: number;
  confirmed_at: number | null;
  last_step: number;
};

/** What opens an account whose authenticator is lost, once. */
type RecoveryCodeRow = { user_id: string; hash: string };

export type JobRow = {
  id: string;
  kind: JobKind;
  user_id: string;
  title: string;
  state: JobState;
  done: number;
  total: number | null;
  note: string | null;
  /** JSON; null = none. */
  file: string | null;
  started_at: number;
  seen_at: number;
  ended_at: number | null;
};
type WebInviteRow = { slug: string; code: string; pass: string; created_by: string; created_at: number };

/** Every table with its primary key. */
export const tableKeys: { readonly [T in keyof Tables]: readonly (keyof Tables[T] & string)[] } = {
  conversations: ['id'],
  conversation_leases: ['conversation_id', 'purpose'],
  members: ['id'],
  messages: ['id'],
  series: ['id'],
  broadcasts: ['id'],
  files: ['id'],
  deliveries: ['seq'],
  look_ups: ['delivery_id'],
  read_checks: ['delivery_id'],
  receipts: ['delivery_id', 'kind', 'person'],
  cases: ['no'],
  case_steps: ['case_no', 'seq'],
  assignments: ['id'],
  assignment_reminders: ['assignment_id', 'stage'],

  case_files: ['id'],
  scrubs: ['message_id'],
  dialogues: ['conversation_id', 'member_id', 'name'],
  daily_days: ['date'],
  daily_drafts: ['number'],
  documents: ['id'],
  passages: ['document_id', 'seq'],
  removed_documents: ['id'],
  unanswered: ['id'],
  own_synonyms: ['id'],
  generations: ['id'],
  leases: ['name'],
  counters: ['name'],
  rate_buckets: ['key'],
  channel_statuses: ['channel'],
  users: ['id'],
  bindings: ['member_id'],
  binding_codes: ['holder_id'],
  binding_tries: ['message_id'],
  organizations: ['id'],
  people: ['id'],
  person_bindings: ['member_id', 'person_id'],
  sms_refusals: ['phone'],
  audit: ['seq'],
  passwords: ['user_id'],
  authenticators: ['user_id'],
  recovery_codes: ['user_id', 'hash'],
  sessions: ['hash'],
  sign_in_tries: ['key'],
  request_keys: ['user_id', 'key'],
  reception_rules: ['id'],
  reception_days: ['id'],
  reception_day_steps: ['day_id', 'seq'],
  reception_day_rooms: ['day_id', 'conversation_id'],
  reception_day_points: ['day_id', 'case_no'],
  list_items: ['id'],
  jobs: ['id'],
  web_invites: ['slug'],
};

/** Parents first: the order in which rows are stored; the reverse is the order in which they are removed. */
export const tableNames = [
  'conversations',
  'conversation_leases',
  'members',
  'messages',
  'series',
  'broadcasts',
  'files',
  'deliveries',
  'look_ups',
  'read_checks',
  'receipts',
  'cases',
  'case_steps',
  'assignments',
  'assignment_reminders',

  'case_files',
  'scrubs',
  'dialogues',
  'daily_days',
  'daily_drafts',
  'documents',
  'passages',
  'removed_documents',
  'unanswered',
  'own_synonyms',
  'generations',
  'leases',
  'counters',
  'rate_buckets',
  'channel_statuses',
  'users',
  'bindings',
  'binding_codes',
  'binding_tries',
  'organizations',
  'people',
  'person_bindings',
  'sms_refusals',
  'audit',
  'passwords',
  'authenticators',
  'recovery_codes',
  'sessions',
  'sign_in_tries',
  'request_keys',
  'reception_rules',
  'reception_days',
  'reception_day_steps',
  'reception_day_rooms',
  'reception_day_points',
  'list_items',
  'jobs',
  'web_invites',
] as const satisfies readonly (keyof Tables)[];
