import type { Generated } from 'kysely';
import type { AssignmentEnd, AssignmentReminder, ReminderStage, Responsible } from '../../domain/assignment.ts';
import type { Reminder } from '../../domain/broadcast.ts';
import type { CaseAction, CaseKind, CaseSource, CaseStatus, Satisfaction } from '../../domain/case.ts';
import type { ConversationKind } from '../../domain/conversation.ts';
import type { DeliveryKind, DeliveryState } from '../../domain/delivery.ts';
import type { DialogueName } from '../../domain/dialogue.ts';
import type { BindingHolder } from '../../domain/binding.ts';
import type { OrganizationKind } from '../../domain/organization-kind.ts';
import type { JobKind, JobState } from '../../domain/job.ts';
import type { GenerationOutcome } from '../../domain/generation.ts';
import type { ListName } from '../../domain/list-item.ts';
import type { ReceiptKind } from '../../domain/receipt.ts';
import type { DayAction, DayStatus } from '../../domain/reception-day.ts';
import type { SeriesDays } from '../../domain/series.ts';
import type { Addressed, MessageOutcome } from '../../domain/message.ts';
import type { Role } from '../../domain/user.ts';
import type { ChannelState } from '../../ports/channel.ts';
import type { DailyDraft } from '../../ports/daily-drafts.ts';

/** 0 or 1: SQLite has no boolean. */
export type Flag = number;

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

type ConversationRow = {
  id: string;
  channel: string;
  kind: ConversationKind;
  platform_id: string;
  title: string | null;
  enrolled_at: number | null;
  muted: Flag;
  /** JSON array of strings. */
  tags: string;
  /** JSON array of strings; null = all. */
  collections: string | null;
  left_at: number | null;
  created_at: number;
  organization_id: string | null;
};

/** Who may work on a conversation; a row of its own, so that claiming never waits for a message being stored. */
type ConversationLeaseRow = {
  conversation_id: string;
  purpose: 'inbox' | 'outbox';
  owner: string | null;
  /** 0 when free. */
  lease_until: number;
};

type MemberRow = { id: string; channel: string; platform_id: string; name: string };

/** What people wrote and what the bot wrote; an outcome of null means that it waits. */
type MessageRow = FileColumns & {
  id: Generated<number>;
  key: string;
  /** 1 for the bot's own words; their outcome is `own`. */
  bot: Flag;
  conversation_id: string;
  member_id: string | null;
  name: string;
  text: string;
  raw_text: string;
  addressed: Addressed;
  mentions_all: Flag;
  sender_bot: Flag;
  sent_at: number;
  received_at: number;
  outcome: MessageOutcome | 'own' | null;
  reply_to: number | null;
  reply_ref: string | null;
  quoted_id: string | null;
  quoted_text: string | null;
  /** JSON array; null = none. */
  attachments: string | null;
};

/** All or none. */
export type FileColumns = { file_id: string | null; file_name: string | null; file_size: number | null };

type BroadcastRow = FileColumns & {
  id: string;
  text: string;
  segment: string;
  at: number;
  closes_at: number;
  /** Both or none. */
  receipt_reason: string | null;
  receipt_until: number | null;
  created_by: string;
  created_at: number;
  cancelled_at: number | null;
  /** Both or none. */
  reminded_at: number | null;
  reminder: Reminder['outcome'] | null;
  series_id: string | null;
  skipped: string | null;
  /** Why it does not wait; null = it does. */
  urgent: string | null;
};

type SeriesRow = FileColumns & {
  id: string;
  text: string;
  segment: string;
  cron: string;
  days: SeriesDays;
  from_day: string | null;
  until_day: string | null;
  window_ms: number;
  receipt_reason: string | null;
  next_at: number | null;
  created_by: string;
  created_at: number;
  ended_at: number | null;
  receipt_ms: number | null;
  changed_by: string | null;
  changed_at: number | null;
};

export type DeliveryRow = {
  /** Order of adding. */
  seq: Generated<number>;
  id: string;
  key: string;
  kind: DeliveryKind;
  conversation_id: string;
  text: string;
  reply_to: number | null;
  broadcast_id: string | null;
  not_before: number;
  closes_at: number | null;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  parts_sent: Generated<number>;
  resends: Generated<number>;
  lease_owner: string | null;
  lease_until: number | null;
  created_at: number;
  sent_at: number | null;
  platform_message_id: string | null;
  file_id: string | null;
  reminds: string | null;
  /** The delivery whose message carries it, itself for that one; null = it goes alone. */
  merged_into: string | null;
  /** When it was last begun to be sent. */
  tried_at: number | null;
  /** JSON of the template and what is filled in. */
  template: string | null;
};

/** What was given to a platform that can be asked about it. */
type LookUpRow = { delivery_id: string; key: string; sent_at: number; next_at: number | null };

/** `content` is base64. */
type FileRow = {
  id: string;
  name: string;
  mime: string;
  size: number;
  created_at: number;
  expires_at: number | null;
  content: string;
};

type ReceiptRow = { delivery_id: string; kind: ReceiptKind; person: string; name: string; at: number };

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

/** What a rule and its days have in common; `topics` is a JSON array of strings. */
export type ReceptionTermsRow = {
  host: string;
  place: string | null;
  topics: string;
  segment: string;
  announce_days: number | null;
  remind_days: number | null;
};

export type ReceptionRuleRow = ReceptionTermsRow & {
  id: string;
  every: string;
  from_time: string;
  until_time: string;
  next_day: string;
  ended_at: number | null;
  created_by: string;
  created_at: number;
};

export type ReceptionDayRow = ReceptionTermsRow & {
  id: string;
  rule_id: string | null;
  date: string;
  starts_at: number;
  ends_at: number;
  announce_at: number | null;
  remind_at: number | null;
  status: DayStatus;
  version: number;
  reason: string | null;
  minutes: string | null;
  reminded_at: number | null;
  opened_at: number | null;
  closed_at: number | null;
  /** When something is due by itself; null = never. */
  next_at: number | null;
  created_by: string;
  created_at: number;
};

export type ReceptionDayStepRow = {
  day_id: string;
  seq: number;
  at: number;
  who: string;
  action: DayAction;
  note: string | null;
};

type ReceptionDayRoomRow = { day_id: string; conversation_id: string };

type ReceptionDayPointRow = { day_id: string; case_no: string; said: string | null; decided: string | null };

export type ListItemRow = {
  id: string;
  list: ListName;
  provider: string;
  subject: string;
  detail: string | null;
  field: string | null;
  contact: string | null;
  created_at: number;
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

type AssignmentReminderRow = {
  assignment_id: string;
  stage: ReminderStage;
  at: number;
  outcome: AssignmentReminder['outcome'];
  delivery_id: string | null;
};

/** The replies to a message are scrubbed from `at` on. */
type ScrubRow = { message_id: number; at: number };

export type CaseFileRow = { id: string; key: string; case_no: string; file_id: string; added_at: number };

type DialogueRow = {
  conversation_id: string;
  member_id: string;
  name: DialogueName;
  /** JSON. */
  data: string;
  expires_at: number;
};

type DailyDayRow = {
  date: string;
  /** Empty when nothing is sent. */
  message_id: string;
  text: string;
  /** Why nothing is sent; null = something is. */
  skipped: string | null;
  /** 1 while it is only ordered by staff. */
  open: Generated<Flag>;
  /** While it is open: when it was ordered. */
  planned_at: number;
};

/** Messages that staff wrote. */
type DailyDraftRow = {
  number: number;
  id: string;
  theme: string;
  text: string;
  occasion: string | null;
  source: string | null;
  state: DailyDraft['state'];
  created_by: string;
  created_at: number;
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
  /** 1: a model wrote it. */
  generated: number;
};

type DocumentRow = {
  id: string;
  collection: string;
  title: string;
  origin: string | null;
  hash: string;
  region: string | null;
  organization: string | null;
  source: string | null;
  date: string | null;
  valid_from: string | null;
  expires_on: string | null;
  repealed_on: string | null;
  replaced_by: string | null;
  revision: number;
  read_at: number | null;
  read_by: string | null;
};

type PassageRow = { document_id: string; seq: number; id: string; section: string; text: string; page: number | null };

/** Which documents are gone, for those who follow the revisions. */
type RemovedDocumentRow = { id: string; revision: number };

type UnansweredRow = {
  id: string;
  conversation_id: string;
  member_id: string;
  member_name: string;
  message_id: number;
  question: string;
  handoff: Flag;
  created_at: number;
  answered_at: number | null;
  answer: string | null;
  document_id: string | null;
  dismissed_at: number | null;
};

/** `words`: JSON. */
type OwnSynonymRow = { id: string; words: string; added_at: number; added_by: string };

type GenerationRow = {
  id: string;
  conversation_id: string | null;
  member_id: string | null;
  at: number;
  model: string;
  prompt_version: string;
  outcome: GenerationOutcome;
  reason: string | null;
  input_tokens: number;
  output_tokens: number;
  calls: number;
};

/** Work that one process at a time may do. */
type LeaseRow = { name: string; owner: string | null; lease_until: number };

/** `free_at`: when the bucket holds nothing any more, epoch ms. */
type RateBucketRow = { key: string; free_at: number };

/** What the process that is connected said last. */
type ChannelStatusRow = {
  channel: string;
  state: ChannelState;
  detail: string;
  account: string | null;
  since: number;
  seen_at: number;
  last_inbound_at: number | null;
};

/**
 * Numbers that only grow: `documents` (revision), `daily_drafts` and `audit` (last number), `cases/2026` (last number of
 * the year); and `alive`, when a server last ran (epoch ms).
 */
type CounterRow = { name: string; value: number };

type UserRow = { id: string; name: string; role: Role; created_at: number; disabled_at: number | null };

/** Which member of a chat platform is which account. */
type BindingRow = { member_id: string; user_id: string; bound_at: number };

/** One open code an account or a person. */
type BindingCodeRow = {
  holder_id: string;
  hash: string;
  expires_at: number;
  holder_kind: Generated<BindingHolder['kind']>;
};

type BindingTryRow = { message_id: number; member_id: string; at: number };

type OrganizationRow = {
  id: string;
  name: string;
  kind: OrganizationKind;
  parent_id: string | null;
  /** JSON array of strings. */
  tags: string;
  created_at: number;
};

type PersonRow = {
  id: string;
  organization_id: string;
  name: string;
  post: string | null;
  phone: string | null;
  sms_consent_at: number | null;
  created_at: number;
};

/** Which member of a chat platform is which person. */
type PersonBindingRow = { member_id: string; person_id: string; bound_at: number };

type SmsRefusalRow = { phone: string; at: number };

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

/** `password_at`: `changed_at` of the password it was begun with. */
type SessionRow = {
  hash: string;
  user_id: string;
  password_at: number;
  created_at: number;
  seen_at: number;
  address: string | null;
  agent: string | null;
};

type AuthenticatorRow = {
  user_id: string;
  secret: string;
  created_at: number;
  confirmed_at: number | null;
  last_step: number;
};

/** What opens an account whose authenticator is lost, once. */
type RecoveryCodeRow = { user_id: string; hash: string };

/** `free_at`: when the next try may be. */
type SignInTryRow = { key: string; tries: number; last_at: number; free_at: number };

/** Orders that are carried out once. `answer`: JSON. */
type RequestKeyRow = { user_id: string; key: string; fingerprint: string; answer: string | null; at: number };

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
