/** A question the bot could not answer, waiting for a person. */
export type UnansweredQuestion = {
  id: string;
  conversationId: string;
  memberId: string;
  memberName: string;
  messageId: number;
  question: string;
  /** True when the member asked for a person (转人工). */
  handoff: boolean;
  createdAt: number;
  answeredAt: number | null;
  answer: string | null;
  /** Since when nobody is going to answer it, epoch ms; null = somebody may. */
  dismissedAt: number | null;
  /** The document the answer became, null when it did not. */
  documentId: string | null;
};
