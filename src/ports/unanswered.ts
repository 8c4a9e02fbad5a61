import type { UnansweredQuestion } from '../domain/unanswered.ts';

export interface UnansweredQuestions {
  record(question: UnansweredQuestion): Promise<void>;
  find(id: string): Promise<UnansweredQuestion | null>;
  /** The newest open question of a member in a conversation since an instant, null when there is none. */
  latestOf(conversationId: string, memberId: string, since: number): Promise<UnansweredQuestion | null>;
  setHandoff(id: string): Promise<void>;
  /** Throws `record/conflict` when it was answered before. */
  answer(id: string, answer: { text: string; at: number; documentId: string | null }): Promise<void>;
  /** Open ones, oldest first. */
  listOpen(): Promise<UnansweredQuestion[]>;
}
