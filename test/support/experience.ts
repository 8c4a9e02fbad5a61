import { createDocumentFiles } from '../../src/adapters/documents/document-files.ts';
import { createEmbeddedIndex } from '../../src/adapters/passages/embedded/embedded.ts';
import { normalise } from '../../src/base/text.ts';
import { type DocumentContent, noFacts } from '../../src/domain/document.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { noSynonyms, type Synonyms } from '../../src/domain/synonyms.ts';
import { type AnswerQuestion, createAnswerQuestion } from '../../src/features/answers/answer-question.ts';
import { splitIntoPassages } from '../../src/features/knowledge/split.ts';
import { createNotingLog } from './noting-log.ts';

/** The documents of a folder, cut into passages as the knowledge base does it. */
export async function readCollection(folder: string, collection: string): Promise<DocumentContent[]> {
  const files = createDocumentFiles();
  const list = await files.list(folder);
  return Promise.all(
    list.map(async (file) => {
      const document = await (await files.open(file)).read();
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
export async function answerFrom(
  contents: readonly DocumentContent[],
  synonyms: () => Synonyms = () => noSynonyms,
): Promise<AnswerQuestion> {
  const gazetteer = createGazetteer();
  const index = createEmbeddedIndex({ gazetteer, synonyms, embedder: null, log: createNotingLog(), folder: null });
  await index.put(contents);
  return createAnswerQuestion({ index, gazetteer, normalise, synonyms, today: () => '2026-11-23' });
}

/** One document as an association would write it; `text` has `## ` headings. */
export function documentOf(id: string, title: string, text: string): DocumentContent {
  const blocks = text.split(/^## /m).flatMap((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return lines
      .filter((line) => line.trim() !== '')
      .map((line) => ({ section: [heading.trim()], text: line.trim(), page: null, tableHead: null }));
  });
  return {
    document: { id, collection: 'test', title, ...noFacts, origin: null, hash: '' },
    passages: splitIntoPassages(id, blocks),
  };
}
