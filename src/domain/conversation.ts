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
  createdAt: number;
};
