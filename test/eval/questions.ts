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

/** The questions over knowledge/experience, in the order of the file. */
export function loadQuestions(): Question[] {
  const lines = readFileSync(new URL('questions.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => Question.parse(JSON.parse(line)));
}
