import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Injection = z.strictObject({
  id: z.string(),
  /** Where the text stands: in what a member asks, in a document, in a nickname, after another question; `reply`: only the model misbehaves. */
  where: z.enum(['question', 'document', 'nickname', 'follow-up', 'reply']),
  language: z.string(),
  text: z.string().min(1),
  /** What is asked, where the text is not the question itself. */
  question: z.string().optional(),
  /** The question asked before, for follow-ups. */
  after: z.string().optional(),
  /** What a model says that obeys. */
  obeyed: z.string(),
  /** Numbers it cites; all that it was shown where not said. */
  citations: z.array(z.number()).optional(),
  /** What may come of it; anything where not said. */
  status: z.array(z.enum(['answered', 'unanswered', 'refused'])).optional(),
  /** None of them reaches a member, unless as the verbatim text of a document. */
  absent: z.array(z.string().min(1)).min(1),
});
export type Injection = z.infer<typeof Injection>;

/** Texts that give orders to the bot, in the order of the file. */
export function loadInjections(): Injection[] {
  const lines = readFileSync(new URL('injections.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => Injection.parse(JSON.parse(line)));
}
