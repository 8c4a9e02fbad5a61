import type { Generated } from 'kysely';
import type { CaseKind, CaseStatus } from '../../domain/case.ts';
import type { ConversationKind } from '../../domain/conversation.ts';
import type { DeliveryKind, DeliveryState } from '../../domain/delivery.ts';
import type { DialogueName } from '../../domain/dialogue.ts';
import type { Addressed, MessageOutcome } from '../../domain/message.ts';

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
  deliveries: DeliveryRow;
  cases: CaseRow;
  dialogues: DialogueRow;
  daily_days: DailyDayRow;
  documents: DocumentRow;
  passages: PassageRow;
  removed_documents: RemovedDocumentRow;
  unanswered: UnansweredRow;
  counters: CounterRow;
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
  created_at: number;
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
type MessageRow = {
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
  not_before: number;
  closes_at: number | null;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  lease_owner: string | null;
  lease_until: number | null;
  created_at: number;
  sent_at: number | null;
  platform_message_id: string | null;
};

type CaseRow = {
  no: string;
  year: number;
  number: number;
  kind: CaseKind;
  status: CaseStatus;
  organization: string | null;
  contact: string | null;
  phone: string | null;
  category: string | null;
  content: string;
  expectation: string | null;
  conversation_id: string;
  member_id: string;
  member_name: string;
  message_id: number;
  part: number;
  due_at: number | null;
  created_at: number;
};

type DialogueRow = {
  conversation_id: string;
  member_id: string;
  name: DialogueName;
  /** JSON. */
  data: string;
  expires_at: number;
};

type DailyDayRow = { date: string; message_id: string; text: string; planned_at: number };

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
  revision: number;
};

type PassageRow = { document_id: string; seq: number; id: string; section: string; text: string };

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
};

/** Numbers that only grow: `documents` (revision), `cases/2026` (last number of the year). */
type CounterRow = { name: string; value: number };

/** Every table with its primary key. */
export const tableKeys: { readonly [T in keyof Tables]: readonly (keyof Tables[T] & string)[] } = {
  conversations: ['id'],
  conversation_leases: ['conversation_id', 'purpose'],
  members: ['id'],
  messages: ['id'],
  deliveries: ['seq'],
  cases: ['no'],
  dialogues: ['conversation_id', 'member_id', 'name'],
  daily_days: ['date'],
  documents: ['id'],
  passages: ['document_id', 'seq'],
  removed_documents: ['id'],
  unanswered: ['id'],
  counters: ['name'],
};

/** Parents first: the order in which rows are stored; the reverse is the order in which they are removed. */
export const tableNames = [
  'conversations',
  'conversation_leases',
  'members',
  'messages',
  'deliveries',
  'cases',
  'dialogues',
  'daily_days',
  'documents',
  'passages',
  'removed_documents',
  'unanswered',
  'counters',
] as const satisfies readonly (keyof Tables)[];
