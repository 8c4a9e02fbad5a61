import type { TokenUsage } from './generation.ts';

/** One passage that carries an answer; `quote` is verbatim text of the document. */
export type Citation = {
  documentId: string;
  title: string;
  section: string;
  quote: string;
  /** From 1; null where a document has no pages. */
  page: number | null;
  /** What the reader must know of the document (已于 2025-01-01 失效), null when nothing. */
  note: string | null;
};

export type AnswerStatus = 'answered' | 'unanswered' | 'refused';

/** What the bot replies to a question. `answer` is the text for the member, sources included apart in `citations`. */
export type Answer = {
  status: AnswerStatus;
  answer: string;
  mode: 'extractive' | 'generated';
  citations: readonly Citation[];
  /** 0..1 */
  confidence: number;
  /** What a model was paid for it, also when its words were not used; null when none was asked. */
  usage: TokenUsage | null;
};
