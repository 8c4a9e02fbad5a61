/** What the bytes of a file show it to be, whatever its name says. */
export type Content =
  | 'pdf'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'other-office'
  | 'broken-zip'
  | 'locked'
  | 'old-word'
  | 'old-excel'
  | 'old-powerpoint'
  | 'old-office'
  | 'rtf'
  | 'html'
  | 'archived-page'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'other';

const zipStart = [0x50, 0x4b, 0x03, 0x04];
/** Compound files: Office before 2007, and any Office file under a password. */
const compoundStart = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** A reader of PDF looks this far for the mark. */
const pdfMarkWithin = 1024;

export async function sniff(bytes: Uint8Array): Promise<Content> {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, pdfMarkWithin));
  if (start.includes('%PDF-')) return 'pdf';
  if (startsWith(bytes, zipStart)) return sniffZip(bytes);
  if (startsWith(bytes, compoundStart)) return sniffCompound(bytes);
  const image = sniffImage(bytes);
  if (image !== null) return image;
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (/^(?:\xef\xbb\xbf)?\s*MIME-Version:/i.test(start)) return 'archived-page';
  return page.test(start) ? 'html' : 'other';
}

/** A comment ends at its first end: were it free to go on over the next, many of them would be tried in every way. */
const page =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype html|html|head|body)[\s>]/i;

function sniffImage(bytes: Uint8Array): 'png' | 'jpeg' | 'gif' | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg';
  return startsWith(bytes, [0x47, 0x49, 0x46, 0x38]) ? 'gif' : null;
}

async function sniffZip(bytes: Uint8Array): Promise<Content> {
  const { unzipSync } = await import('fflate');
  const names = new Set<string>();
  try {
    unzipSync(bytes, { filter: ({ name }) => names.add(name).size < 0 });
  } catch {
    return 'broken-zip';
  }
  if ([...names].some((name) => /^word\/document\d*\.xml$/.test(name))) return 'docx';
  if (names.has('ppt/presentation.xml')) return 'pptx';
  return names.has('xl/workbook.xml') ? 'xlsx' : 'other-office';
}

/** The directory of a compound file names its streams in UTF-16. */
function sniffCompound(bytes: Uint8Array): Content {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (name: string): boolean => content.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) return 'locked';
  if (has('WordDocument')) return 'old-word';
  if (has('PowerPoint Document')) return 'old-powerpoint';
  return has('Workbook') || has('Book') ? 'old-excel' : 'old-office';
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
