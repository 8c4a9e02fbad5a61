import { AppError } from '../../base/errors.ts';
import type { Content } from '../../domain/file-content.ts';
import { type Format, formatOf, isPlain, savedAs } from './formats.ts';

type Office = 'pdf' | 'docx' | 'xlsx' | 'html';

const names: Record<Office, { what: string; extension: string }> = {
  pdf: { what: ' PDF', extension: '.pdf' },
  docx: { what: ' Word 文档', extension: '.docx' },
  xlsx: { what: ' Excel 工作簿', extension: '.xlsx' },
  html: { what: '网页', extension: '.html' },
};

/** Known by nothing that we read. */
type Unmarked = 'other' | 'broken-zip' | 'other-office' | 'pptx' | 'png' | 'jpeg' | 'gif';

const unread: Record<Exclude<Content, Office | Unmarked>, string> = {
  locked: '设有打开密码，请用 Office 或 WPS 打开，取消密码后另存一份再导入。',
  'old-word': '是旧版 Word 格式，请用 Word 或 WPS 另存为 .docx 后再导入。',
  'old-excel': '是旧版 Excel 格式，请用 Excel 或 WPS 另存为 .xlsx 后再导入。',
  'old-powerpoint': '是旧版 PowerPoint 格式，请用 PowerPoint 或 WPS 另存为 .pdf 后再导入。',
  'old-office': '是旧版 Office 或 WPS 格式，请另存为 .docx、.xlsx 或 .pdf 后再导入。',
  'archived-page': '是单文件网页（mht），请用 Word 或 WPS 打开后另存为 .docx 再导入。',
  rtf: '是 RTF 格式，请用 Word 或 WPS 另存为 .docx 后再导入。',
};

/** Which reader takes a file; throws `input/invalid` with what to do when its bytes are not what its name says. */
export function agreedFormat(name: string, content: Content): Format {
  switch (content) {
    case 'pdf':
    case 'docx':
    case 'xlsx':
    case 'html':
      return agreed(name, content);
    case 'other':
    case 'broken-zip':
    case 'other-office':
    case 'pptx':
    case 'png':
    case 'jpeg':
    case 'gif':
      return unmarked(name, content);
    default:
      throw invalid(`${name} ${unread[content]}`);
  }
}

function agreed(name: string, content: Office): Format {
  const format = formatOf(name);
  // A text may begin with a piece of HTML.
  if (format === content || (content === 'html' && format !== null && isPlain(format))) return format;
  const { what, extension } = names[content];
  throw invalid(`${name} 其实是${what}，请把扩展名改为 ${extension} 后再导入。`);
}

/** Text has no mark of its own; anything else without its mark is broken. */
function unmarked(name: string, content: Content): Format {
  const format = formatOf(name);
  if (format === null) throw invalid(`${name} 的格式还不能读，请另存为 ${savedAs(name) ?? '.docx'} 后再导入。`);
  if (isPlain(format)) return format;
  if (format === 'html' && content === 'other') return format;
  if (content === 'broken-zip') throw invalid(`${name} 已损坏或没有传完整，请重新取一份再导入。`);
  throw invalid(`${name} 不是${names[format].what.trim()}，或已损坏，请用原来的软件打开后另存一份再导入。`);
}

function invalid(message: string): AppError {
  return new AppError('input/invalid', message);
}
