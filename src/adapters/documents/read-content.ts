import { AppError } from '../../base/errors.ts';
import type { ReadDocument } from '../../domain/document.ts';
import { sniff } from '../../domain/file-content.ts';
import { decodeText } from '../../base/decode-text.ts';
import { readDocx } from './docx/docx.ts';
import type { Format } from './formats.ts';
import { readHtml } from './html.ts';
import { readMarkdown } from './markdown.ts';
import { agreedFormat } from './mismatch.ts';
import { readPdf } from './pdf/pdf.ts';
import { readPlainText } from './plain-text.ts';
import { readXlsx } from './xlsx/xlsx.ts';

const readers: Record<Format, (bytes: Uint8Array, name: string) => Promise<ReadDocument>> = {
  markdown: async (bytes, name) => readMarkdown(decodeText(bytes, name), name),
  text: async (bytes, name) => readPlainText(decodeText(bytes, name), name),
  html: readHtml,
  docx: readDocx,
  pdf: readPdf,
  xlsx: readXlsx,
};

/** Makes a document of the bytes of a file; throws `input/invalid` with a sentence that names it. */
export async function readContent(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  if (bytes.length === 0) throw new AppError('input/invalid', `${name} 是空文件，里面没有正文。`);
  const document = await readNamed(bytes, name);
  if (document.blocks.length > 0) return document;
  throw new AppError('input/invalid', `${name} 里没有正文。`);
}

async function readNamed(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  try {
    return await readers[agreedFormat(name, await sniff(bytes))](bytes, name);
  } catch (error) {
    if (!(error instanceof AppError) || error.message.includes(name)) throw error;
    // What is wrong with a table is said where the name is not known.
    throw new AppError(error.code, `${name} ${error.message}`, { cause: error });
  }
}
