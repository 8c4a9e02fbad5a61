import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Question = z.strictObject({
  id: z.string(),
  kind: z.string(),
  question: z.string().min(1),
  /** The question asked before this one, by the same member. */
  after: z.string().optional(),
  expect: z.enum(['answered', 'unanswered', 'refused-or-unanswered']),
  /** All of them stand in the answer or in its quotes. */
  contains: z.array(z.string().min(1)).min(1).optional(),
  /** Ids of which at least one is cited. */
  documents: z.array(z.string()).min(1).optional(),
});
export type Question = z.infer<typeof Question>;

/** Questions and the documents they are asked over; the collection is the name of the set. */
export const questionSets = {
  experience: { questions: 'test/eval/questions.jsonl', documents: 'knowledge/experience' },
  policy: { questions: 'test/eval/policy-questions.jsonl', documents: 'test/fixtures/policy' },
} as const;
export type QuestionSetName = keyof typeof questionSets;

/** The questions of a set, in the order of the file; paths are those of the repository's root. */
export function loadQuestions(set: QuestionSetName = 'experience'): Question[] {
  const lines = readFileSync(questionSets[set].questions, 'utf8').trim().split('\n');
  return lines.map((line) => Question.parse(JSON.parse(line)));
}
