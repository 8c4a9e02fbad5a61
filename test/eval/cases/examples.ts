import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { builtInKinds } from '../../../src/domain/case.ts';
import { leanings } from '../../../src/features/reception/leaning.ts';
import { openMessage } from '../../../src/features/reception/parse.ts';
import type { Example } from './learn.ts';

const absent = z.string().nullable();
const item = z.object({
  kind: z.literal(builtInKinds),
  organization: absent,
  contact: absent,
  phone: absent,
  email: absent.default(null),
  content: z.string(),
  expectation: absent,
  category: z.string().optional(),
});

/** A message as work groups write them, and the cases that are in it. */
export const labelled = z.object({ text: z.string(), items: z.array(item) });
export type Labelled = z.infer<typeof labelled>;

export const learnedFrom = [
  'case-messages',
  'case-messages-more',
  'case-messages-third',
  'case-messages-fourth',
  'case-messages-fifth',
  'case-messages-sixth',
] as const;

/** Written on 2026-11-26 from invented people and situations, before the rules were worked on; no error of it was looked at. */
export const blind = 'case-messages-blind';

export function readLabelled(name: string): Labelled[] {
  return linesOf(`test/fixtures/${name}.jsonl`).map((line) => labelled.parse(line));
}

/** All that may be learned from. Not in it: `blind`, by which it is judged. */
export function readExamples(): Example[] {
  const whole = learnedFrom
    .flatMap((name) => readLabelled(name))
    .flatMap(({ text, items }) => {
      const kinds = new Set(items.map(({ kind }) => kind));
      return kinds.size > 1 ? [] : [{ text, kind: [...kinds][0] ?? ('none' as const) }];
    });
  const short = linesOf('test/fixtures/case-kinds.jsonl').map((line) => kindLine.parse(line));
  const asked = ['questions', 'policy-questions']
    .flatMap((name) => linesOf(`test/eval/${name}.jsonl`))
    .map((line) => ({ text: question.parse(line).question, kind: 'none' as const }));
  return [...whole, ...short, ...asked].map(({ text, kind }) => ({ body: openMessage(text).said, kind }));
}

const kindLine = z.object({ text: z.string(), kind: z.literal(leanings) });
const question = z.object({ question: z.string() });

function linesOf(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
