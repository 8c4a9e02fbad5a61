import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type DocumentContent, noFacts } from '../../../src/domain/document.ts';

const passageSchema = z.object({
  id: z.string(),
  document: z.string().optional(),
  title: z.string().optional(),
  text: z.string(),
});
const questionSchema = z.object({
  query: z.string(),
  relevant: z.array(z.string()).min(1),
  document: z.string().optional(),
  answers: z.array(z.string()).optional(),
});

/** A question and the passages of which any one answers it. */
export type SetQuestion = { text: string; relevant: ReadonlySet<string> };

/** With the document the answer stands in, null where the set does not say, and answers of which any is right. */
export type KeyedQuestion = SetQuestion & { document: string | null; answers: readonly string[] };

export type QuestionSet = { name: string; documents: DocumentContent[]; questions: SetQuestion[] };
export type KeyedSet = Omit<QuestionSet, 'questions'> & { questions: KeyedQuestion[] };

/** A folder with `passages.jsonl` and `queries.jsonl`, or a folder of such folders. */
export function readSets(folder: string): KeyedSet[] {
  if (isSet(folder)) return [readSet(folder)];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isSet(join(folder, entry.name)))
    .map((entry) => readSet(join(folder, entry.name)))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function isSet(folder: string): boolean {
  return existsSync(join(folder, 'passages.jsonl')) && existsSync(join(folder, 'queries.jsonl'));
}

function readSet(folder: string): KeyedSet {
  const questions = readLines(join(folder, 'queries.jsonl')).map((line) => questionSchema.parse(line));
  return {
    name: basename(folder),
    documents: readDocuments(join(folder, 'passages.jsonl')),
    questions: questions.map(({ query, relevant, document = null, answers = [] }) => ({
      text: query,
      relevant: new Set(relevant),
      document,
      answers,
    })),
  };
}

/** Lines that share `document` belong together, as `ingest` has it. */
function readDocuments(file: string): DocumentContent[] {
  const passagesOf = new Map<string, z.infer<typeof passageSchema>[]>();
  for (const line of readLines(file)) {
    const passage = passageSchema.parse(line);
    const name = passage.document ?? passage.id;
    passagesOf.set(name, [...(passagesOf.get(name) ?? []), passage]);
  }
  return [...passagesOf].map(([id, passages]) => ({
    document: { ...facts, id, title: passages[0]?.title ?? id },
    passages: passages.map((passage, seq) => ({
      id: passage.id,
      documentId: id,
      seq,
      section: '',
      text: passage.text,
      page: null,
    })),
  }));
}

const facts = {
  collection: 'eval',
  origin: null,
  hash: '',
  ...noFacts,
};

function readLines(file: string): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}
