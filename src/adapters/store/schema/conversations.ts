import type { ConversationKind } from '../../../domain/conversation.ts';
import type { Flag } from './flag.ts';

export type ConversationRow = {
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
export type ConversationLeaseRow = {
  conversation_id: string;
  purpose: 'inbox' | 'outbox';
  owner: string | null;
  /** 0 when free. */
  lease_until: number;
};

export type MemberRow = { id: string; channel: string; platform_id: string; name: string };
