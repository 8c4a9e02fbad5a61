import type { UnansweredQuestion } from '../domain/unanswered.ts';

export type QuestionState = 'open' | 'answered' | 'dismissed';

/** `group` null: asked in private. */
export type AskedQuestion = UnansweredQuestion & { channel: string; group: string | null };

/** What was asked in the same words, apart from punctuation; newest first. */
export type SameQuestions = { count: number; handoff: boolean; questions: AskedQuestion[] };

/** `search`: letters of the question, or the whole name of who asked; null = all. `skip`: how many come before. */
export type QuestionsPage = { state: QuestionState; search: string | null; skip: number; limit: number };

export interface UnansweredQuestions {
  record(question: UnansweredQuestion): Promise<void>;
  find(id: string): Promise<UnansweredQuestion | null>;
  /** The newest open question of a member in a conversation since an instant, null when there is none. */
  latestOf(conversationId: string, memberId: string, since: number): Promise<UnansweredQuestion | null>;
  setHandoff(id: string): Promise<void>;
  /** Throws `record/conflict` when it was answered or dismissed before. */
  answer(id: string, answer: { text: string; at: number; documentId: string | null }): Promise<void>;
  /** Nobody is going to answer it. Throws `record/conflict` when it was answered or dismissed before, `record/not-found`. */
  dismiss(id: string, at: number): Promise<void>;
  /** The same question once: where a person was asked for first, then what is asked most. At most `perQuestion` of each. */
  page(of: QuestionsPage, perQuestion: number): Promise<{ same: SameQuestions[]; total: number }>;
  /** This one and those in the same words that are as far as it is; null if absent. At most `perQuestion` of them. */
  findSame(id: string, perQuestion: number): Promise<SameQuestions['questions'] | null>;
  /**
   * Ids of the open ones in the same words as this one, itself with them; oldest first. In a transaction nobody else
   * answers or dismisses them until it ends.
   */
  listSame(id: string): Promise<string[]>;
  /** Questions whose answers became this document. */
  listOfDocument(documentId: string): Promise<UnansweredQuestion[]>;
  /** Open ones, oldest first. */
  listOpen(): Promise<UnansweredQuestion[]>;
  /** How many these are, the same question once; `handoffs`: of those, for which a person was asked. */
  countOpen(): Promise<{ open: number; handoffs: number }>;
}
