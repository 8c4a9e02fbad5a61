/** One passage that carries an answer; `quote` is verbatim text of the document. */
export type Citation = { documentId: string; title: string; section: string; quote: string };

export type AnswerStatus = 'answered' | 'unanswered' | 'refused';

/** What the bot replies to a question. `answer` is the text for the member, sources included apart in `citations`. */
export type Answer = {
  status: AnswerStatus;
  answer: string;
  mode: 'extractive' | 'generated';
  citations: readonly Citation[];
  /** 0..1 */
  confidence: number;
};
