import { decodeText } from '../../base/decode-text.ts';
import { AppError } from '../../base/errors.ts';
import { largestFileBytes, type NewFile } from '../../domain/file.ts';
import { type Content, sniff } from '../../domain/file-content.ts';
import { attachmentExtensions, type AttachmentKind, contentNames, isWords, kindOf } from './attachment-kinds.ts';

/** A file as somebody hands it in; `name` without a folder. */
export type WrittenFile = { name: string; bytes: Uint8Array };

const longestName = 100;

/** Checks name, size and content; throws `input/invalid` or `input/too-long` with one sentence that says what to change. */
export async function readAttachment({ name: written, bytes }: WrittenFile): Promise<NewFile> {
  const name = readName(written);
  const kind = readKind(name);
  assertSize(name, bytes.byteLength);
  const content = await sniff(bytes);
  if (!kind.contents.includes(content)) throw mismatch(name, content);
  if (isWords(kind)) decodeText(bytes, `附件 ${name}`);
  return { name, mime: kind.mime, bytes };
}

/** What its name and size tell before it is fetched; throws as `readAttachment` does. `size`: null where nobody says. */
export function assertTakable({ name: written, size }: { name: string; size: number | null }): void {
  const name = readName(written);
  readKind(name);
  if (size !== null) assertSize(name, size);
}

/** Also before the content is read: what is far too large need not be. */
export function assertSize(name: string, bytes: number): void {
  if (bytes === 0) throw new AppError('input/invalid', `附件 ${name} 是空文件，请换一份有内容的。`);
  if (bytes <= largestFileBytes) return;
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  throw new AppError(
    'input/too-long',
    `附件 ${name} 有 ${megabytes} MB，最大 ${largestFileBytes / 1024 / 1024} MB，请压缩、拆成几份，或改发网盘链接。`,
  );
}

/** Characters that cannot be seen could make one name look like another, and its ending like a harmless one. */
function readName(written: string): string {
  const name = written.normalize('NFC').trim();
  const length = Array.from(name).length;
  if (/[/\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name))
    throw new AppError('input/invalid', '附件的文件名里有斜杠或看不见的字符，请改一个名字再发。');
  if (length <= longestName) return name;
  throw new AppError('input/invalid', `附件的文件名最多 ${longestName} 个字，现在有 ${length} 个，请改短。`);
}

function readKind(name: string): AttachmentKind {
  const kind = kindOf(name);
  if (kind !== null) return kind;
  const known = attachmentExtensions.map((extension) => extension.slice(1)).join('、');
  throw new AppError('input/invalid', `附件 ${name} 的格式不能群发，可以带 ${known}；别的请另存或打成 zip。`);
}

function mismatch(name: string, content: Content): AppError {
  if (content === 'broken-zip')
    return new AppError('input/invalid', `附件 ${name} 已损坏或没有传完整，请重新取一份再发。`);
  const { what, extension } = contentNames[content];
  if (content === 'other')
    return new AppError(
      'input/invalid',
      `附件 ${name} 的内容和扩展名不符，或已损坏，请用原来的软件打开后另存一份再发。`,
    );
  const advice = extension === null ? '请另存为扩展名所说的格式再发' : `请把扩展名改为 ${extension} 再发`;
  return new AppError('input/invalid', `附件 ${name} 其实是${what}，${advice}。`);
}
