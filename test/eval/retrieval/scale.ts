import { type DocumentContent, noFacts } from '../../../src/domain/document.ts';
import { createRandom, type Random } from './random.ts';
import type { QuestionSet } from './sets.ts';

/** Every so many characters of a filler is another one, so that the vocabulary grows as it does with new texts. */
const every = 9;
/** Characters: what laws, policies and news have on average. */
const passageLength = 190;
const passagesOfDocument = 4;

/** All sets in one, filled up to `passages` with documents whose sentences come from here and there. */
export function joinAndFill(sets: readonly QuestionSet[], passages: number): QuestionSet {
  const originals = sets.flatMap(({ documents }) => documents);
  const documents = [...originals];
  const filler = createFiller(originals);
  let size = originals.reduce((sum, content) => sum + content.passages.length, 0);
  while (size < passages) {
    documents.push(filler(documents.length));
    size += passagesOfDocument;
  }
  const names = sets.map(({ name }) => name).join('+');
  return { name: `${names} ${size}`, documents, questions: sets.flatMap(({ questions }) => questions) };
}

function createFiller(originals: readonly DocumentContent[]): (number: number) => DocumentContent {
  const random = createRandom(1);
  const sentences = originals.flatMap(({ passages }) => passages.flatMap(({ text }) => text.split(/(?<=[。！？；])/)));
  const titles = originals.map(({ document }) => document.title);
  const characters = hanOf(sentences);
  const pick = (from: readonly string[]): string => from[random(from.length)] ?? '';
  const change = (text: string): string => alter(text, { characters, random });

  return (number) => {
    const id = `filler-${number}`;
    const document = { id, collection: 'eval', title: change(pick(titles)), origin: null, hash: '', ...noFacts };
    const passages = Array.from({ length: passagesOfDocument }, (_, seq) => {
      let text = '';
      while (text.length < passageLength - 30) text += change(pick(sentences));
      return {
        id: `${id}#${seq}`,
        documentId: id,
        seq,
        section: '',
        text: text.slice(0, 2 * passageLength),
        page: null,
      };
    });
    return { document, passages };
  };
}

function alter(text: string, { characters, random }: { characters: readonly string[]; random: Random }): string {
  return [...text]
    .map((character, i) => (i % every === every - 1 ? (characters[random(characters.length)] ?? '') : character))
    .join('');
}

function hanOf(texts: readonly string[]): string[] {
  const characters = new Set<string>();
  for (const text of texts)
    for (const character of text) if (/\p{Script=Han}/u.test(character)) characters.add(character);
  return [...characters];
}
