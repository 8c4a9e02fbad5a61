import { AppError } from '../../../base/errors.ts';
import { noFacts, type ReadDocument } from '../../../domain/document.ts';
import { toBlocks } from '../blocks.ts';
import { isSensibleTitle, nameDocument } from '../titles.ts';
import { type OpenPdf, openPdf } from './open.ts';
import { readPage } from './page.ts';
import { pageContent, type PageContent } from './page-content.ts';
import { pdfParts } from './pdf-parts.ts';

const mostPages = 1_000;
/** Letters on a page, so few that it is a picture with a stamp or a page number. */
const fewestLetters = 12;

/** A PDF with a text layer; blocks begin on the page they say. */
export async function readPdf(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const open = await openPdf(bytes, name);
  try {
    if (open.pdf.numPages > mostPages) {
      throw new AppError('input/invalid', `${name} 超过 ${mostPages} 页，请拆成几份再导入。`);
    }
    const pages = await readPages(open, name);
    const { title, parts } = nameDocument(pdfParts(pages), await titleProperty(open));
    return { title, facts: noFacts, blocks: toBlocks(parts) };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('input/invalid', `${name} 已损坏，读不出正文，请重新取一份 PDF 再导入。`, { cause });
  } finally {
    await open.pdf.loadingTask.destroy();
  }
}

async function readPages(open: OpenPdf, name: string): Promise<PageContent[]> {
  const pages: PageContent[] = [];
  let scanned = 0;
  let text = '';
  for (let number = 1; number <= open.pdf.numPages; number += 1) {
    const page = await readPage(open, number);
    const letters = page.runs.map((run) => run.text).join('');
    if (letters.trim().length < fewestLetters && page.hasPictures) scanned += 1;
    text += letters;
    pages.push(pageContent(page));
  }
  // Half of it scanned would look answered and be half unknown.
  if (scanned > 0 && scanned * 2 >= pages.length) {
    throw new AppError(
      'input/invalid',
      `${name} 是扫描件，没有可以读取的文字，请先做文字识别（OCR），或提供 Word 原稿。`,
    );
  }
  if (isGarbled(text)) {
    throw new AppError('input/invalid', `${name} 的文字用了无法识别的编码，请提供 Word 原稿，或重新导出 PDF。`);
  }
  return pages;
}

/** Fonts without a table of their characters come out as letters of scripts that no association writes. */
function isGarbled(text: string): boolean {
  const letters = text.match(/\p{L}|\p{Co}|\p{Cn}|\ufffd/gu) ?? [];
  const strange = letters.filter((letter) => !/[\p{Script=Han}\p{Script=Latin}\p{Script=Greek}ー-ヿ]/u.test(letter));
  return letters.length > 0 && strange.length > letters.length * 0.3;
}

async function titleProperty({ pdf }: OpenPdf): Promise<string | null> {
  const { info } = await pdf.getMetadata();
  const title: unknown = 'Title' in info ? info.Title : null;
  return typeof title === 'string' && isSensibleTitle(title.trim()) ? title.trim() : null;
}
