import { createDocumentFiles } from '../../src/adapters/documents/document-files.ts';
import { createEmbeddedIndex } from '../../src/adapters/passages/embedded/embedded.ts';
import { normalise } from '../../src/base/text.ts';
import type { DocumentContent } from '../../src/domain/document.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { type AnswerQuestion, createAnswerQuestion } from '../../src/features/answers/answer-question.ts';
import { splitIntoPassages } from '../../src/features/knowledge/split.ts';

/** The documents of a folder, cut into passages as the knowledge base does it. */
export async function readCollection(folder: string, collection: string): Promise<DocumentContent[]> {
  const files = createDocumentFiles();
  const list = await files.list(folder);
  return Promise.all(
    list.map(async (file) => {
      const { document } = await files.read(file);
      const id = `${collection}/${file.relative}`;
      const title = document.title ?? file.relative;
      return {
        document: { id, collection, title, ...document.facts, origin: null, hash: '' },
        passages: splitIntoPassages(id, document.blocks),
      };
    }),
  );
}

/** Answers from these documents, with the real index. */
export async function answerFrom(contents: readonly DocumentContent[]): Promise<AnswerQuestion> {
  const gazetteer = createGazetteer();
  const index = createEmbeddedIndex({ gazetteer });
  await index.put(contents);
  return createAnswerQuestion({ index, gazetteer, normalise });
}

/** One document as an association would write it; `text` has `## ` headings. */
export function documentOf(id: string, title: string, text: string): DocumentContent {
  const facts = { region: null, organization: null, source: null, date: null };
  const blocks = text.split(/^## /m).flatMap((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return lines.filter((line) => line.trim() !== '').map((line) => ({ section: [heading.trim()], text: line.trim() }));
  });
  return {
    document: { id, collection: 'test', title, ...facts, origin: null, hash: '' },
    passages: splitIntoPassages(id, blocks),
  };
}
