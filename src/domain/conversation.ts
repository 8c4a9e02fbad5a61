export type ConversationKind = 'group' | 'direct';

/** Where messages live, as the platform names it. `channel` is the configured instance id ("web", "telegram", …). */
export type ConversationRef = { channel: string; kind: ConversationKind; platformId: string };

/** A group or private chat the bot knows. `enrolledAt`: since when it gets unrequested messages, null = it does not. */
export type Conversation = ConversationRef & {
  id: string;
  title: string | null;
  enrolledAt: number | null;
  muted: boolean;
  tags: readonly string[];
  /** Collections its questions are answered from; null = all. */
  collections: readonly string[] | null;
  /** The association it is the group of; null = none. */
  organizationId: string | null;
  /** Since when the bot is no longer in it; null = it is. */
  leftAt: number | null;
  createdAt: number;
};

/** What became of the bot's place in a conversation. */
export type ConversationChange =
  | { kind: 'joined'; conversation: ConversationRef & { title: string | null } }
  | { kind: 'left'; conversation: ConversationRef }
  | { kind: 'moved'; from: ConversationRef; to: ConversationRef & { title: string | null } };
