import { AppError } from '../../../base/errors.ts';
import { noFacts, type ReadDocument } from '../../../domain/document.ts';
import { readArchive, textOf } from '../archive.ts';
import { toBlocks } from '../blocks.ts';
import { htmlParts } from '../html-parts.ts';
import { coreTitle } from '../core-properties.ts';
import { nameDocument } from '../titles.ts';
import { readNumbering } from './numbering.ts';
import { spellOut } from './spell-out.ts';
import { readStyles } from './styles.ts';

const mainPart = /^word\/document\d*\.xml$/;
/** A table of contents repeats the headings; a title may be styled as one. */
const styleMap = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  ...[1, 2, 3, 4, 5].flatMap((level) => [`p[style-name='toc ${level}'] => !`, `p[style-name='TOC ${level}'] => !`]),
];

/** A Word document. Only its XML is unfolded: pictures are not read. */
export async function readDocx(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const entries = new Map(await readArchive(bytes, { name, isWanted: (entry) => /\.(?:xml|rels)$/i.test(entry) }));
  const main = [...entries.keys()].find((entry) => mainPart.test(entry));
  if (main === undefined) throw damaged(name);
  try {
    const title = await coreTitle(entries);
    const context = {
      styleOf: await readStyles(textOf(entries, 'word/styles.xml')),
      numbering: await readNumbering(textOf(entries, 'word/numbering.xml')),
    };
    entries.set(main, new TextEncoder().encode(await spellOut(textOf(entries, main), context)));
    const named = nameDocument(htmlParts(await toHtml(entries)), title);
    return { title: named.title, facts: noFacts, blocks: toBlocks(named.parts) };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw damaged(name, cause);
  }
}

async function toHtml(entries: ReadonlyMap<string, Uint8Array>) {
  const { zipSync } = await import('fflate');
  const { default: mammoth } = await import('mammoth');
  const { parseFragment } = await import('parse5');
  const stored = zipSync(Object.fromEntries(entries), { level: 0 });
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength) },
    { styleMap, includeEmbeddedStyleMap: false, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
  );
  // The arrow leads from a note back to its place.
  return parseFragment(value.replace(/ ?<a href="#[^"]*">↑<\/a>/g, '')).childNodes;
}

function damaged(name: string, cause?: unknown): AppError {
  return new AppError('input/invalid', `${name} 已损坏，读不出正文，请用 Word 或 WPS 打开后另存一份再导入。`, {
    cause,
  });
}
