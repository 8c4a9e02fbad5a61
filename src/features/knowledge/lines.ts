import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { type DocumentContent, noFacts, type Passage } from '../../domain/document.ts';
import type { Documents } from '../../ports/documents.ts';

const id = z.union([z.string().min(1).max(200), z.number().int()]).transform(String);
const lineSchema = z.object({
  id,
  document: id.nullish(),
  title: z.string().max(1000).nullish(),
  text: z.string().trim().min(1),
});

type Line = z.infer<typeof lineSchema>;
type Gathered = { title: string; lines: Line[] };

/** Passages written to the store in one transaction. */
const batchSize = 5000;

/**
 * Reads passages line by line (`{id, document?, title?, text}`), each kept whole under its id; lines that share
 * `document` become one document, in order. Nothing is stored unless every line is good.
 */
export async function ingestLines(
  documents: Documents,
  from: { lines: AsyncIterable<string>; name: string; collection: string },
  onProgress: (done: number, of: number) => void = () => {},
): Promise<{ documents: number; passages: number }> {
  const gathered = await gather(from);
  const contents = [...gathered].map(([name, { title, lines }]) =>
    toContent(name, { title, lines, collection: from.collection }),
  );
  const total = [...gathered.values()].reduce((sum, { lines }) => sum + lines.length, 0);
  let done = 0;
  for (const batch of batches(contents)) {
    await documents.put(batch);
    done += batch.reduce((sum, { passages }) => sum + passages.length, 0);
    onProgress(done, total);
  }
  return { documents: contents.length, passages: total };
}

async function gather(from: { lines: AsyncIterable<string>; name: string }): Promise<Map<string, Gathered>> {
  const gathered = new Map<string, Gathered>();
  const seen = new Set<string>();
  let number = 0;
  for await (const text of from.lines) {
    number += 1;
    if (text.trim() === '') continue;
    const line = readLine(text, `${from.name} 第 ${number} 行`);
    if (seen.has(line.id))
      throw new AppError('input/invalid', `${from.name} 第 ${number} 行的 id “${line.id}” 重复了。`);
    seen.add(line.id);
    const name = line.document ?? line.id;
    const one = gathered.get(name) ?? { title: line.title ?? name, lines: [] };
    one.lines.push(line);
    gathered.set(name, one);
  }
  if (gathered.size === 0) throw new AppError('input/invalid', `${from.name} 里一行内容也没有。`);
  return gathered;
}

function readLine(text: string, where: string): Line {
  let json: unknown;
  try {
    // Trimmed, because editors leave a byte order mark at the head of a file.
    json = JSON.parse(text.trim());
  } catch (cause) {
    throw new AppError('input/invalid', `${where}不是 JSON，应为 {"id","document","title","text"}。`, { cause });
  }
  const parsed = lineSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problem = parsed.error.issues[0];
  throw new AppError(
    'input/invalid',
    `${where}的 ${problem?.path.join('.') || '内容'} 不对，应为 {"id","document","title","text"}。`,
  );
}

function toContent(name: string, of: Gathered & { collection: string }): DocumentContent {
  const documentId = name;
  const passages = of.lines.map((line, seq): Passage => ({
    id: line.id,
    documentId,
    seq,
    section: '',
    text: line.text,
    page: null,
  }));
  const hash = createHash('sha256')
    .update(JSON.stringify([of.collection, of.title, passages]))
    .digest('hex')
    .slice(0, 32);
  return {
    document: { id: documentId, collection: of.collection, title: of.title, origin: null, hash, ...noFacts },
    passages,
  };
}

function* batches(contents: readonly DocumentContent[]): Generator<DocumentContent[]> {
  let batch: DocumentContent[] = [];
  let passages = 0;
  for (const content of contents) {
    batch.push(content);
    passages += content.passages.length;
    if (passages < batchSize) continue;
    yield batch;
    batch = [];
    passages = 0;
  }
  if (batch.length > 0) yield batch;
}
