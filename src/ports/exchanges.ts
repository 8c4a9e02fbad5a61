/** A question and what the bot said to it. `group` null: asked in private. `at`: epoch ms of the answer. */
export type Exchange = {
  id: number;
  at: number;
  group: string | null;
  name: string;
  question: string;
  answer: string;
};

/** From `from` to before `until`, epoch ms. */
export type Period = { from: number; until: number };

/** What was asked and answered, as an inspection looks at it. */
export interface Exchanges {
  /** Answers that name their sources, oldest first, those behind an id; `limit` at most. */
  page(period: Period, after: number, limit: number): Promise<Exchange[]>;
  /** The newest questions answered from a document of this title, of those asked since; `count` of them all. */
  citing(title: string, of: { since: number; limit: number }): Promise<{ count: number; questions: string[] }>;
  /** Questions that had no answer in the documents: what a person answered, '' while nobody has. */
  listUnanswered(period: Period): Promise<Exchange[]>;
}
