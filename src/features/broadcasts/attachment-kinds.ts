import { extname } from 'node:path';
import type { Content } from '../../domain/file-content.ts';

/** A kind of file that groups may get; `contents`: what its bytes may be. */
export type AttachmentKind = { mime: string; contents: readonly Content[] };

const openXml = 'application/vnd.openxmlformats-officedocument';
// Under a password the bytes do not tell which of the three it is; a member opens it with the password.
const locked = 'locked';
/** A text may begin with a piece of HTML. */
const words: readonly Content[] = ['other', 'html'];

const kinds = new Map<string, AttachmentKind>([
  ['.pdf', { mime: 'application/pdf', contents: ['pdf'] }],
  ['.docx', { mime: `${openXml}.wordprocessingml.document`, contents: ['docx', locked] }],
  ['.xlsx', { mime: `${openXml}.spreadsheetml.sheet`, contents: ['xlsx', locked] }],
  ['.pptx', { mime: `${openXml}.presentationml.presentation`, contents: ['pptx', locked] }],
  ['.doc', { mime: 'application/msword', contents: ['old-word'] }],
  ['.xls', { mime: 'application/vnd.ms-excel', contents: ['old-excel'] }],
  ['.ppt', { mime: 'application/vnd.ms-powerpoint', contents: ['old-powerpoint'] }],
  ['.txt', { mime: 'text/plain', contents: words }],
  ['.csv', { mime: 'text/csv', contents: words }],
  ['.md', { mime: 'text/markdown', contents: words }],
  ['.png', { mime: 'image/png', contents: ['png'] }],
  ['.jpg', { mime: 'image/jpeg', contents: ['jpeg'] }],
  ['.jpeg', { mime: 'image/jpeg', contents: ['jpeg'] }],
  ['.gif', { mime: 'image/gif', contents: ['gif'] }],
  ['.zip', { mime: 'application/zip', contents: ['other-office'] }],
]);

export const attachmentExtensions: readonly string[] = [...kinds.keys()];

/** By the extension of its name; null: groups do not get such files. */
export function kindOf(name: string): AttachmentKind | null {
  return kinds.get(extname(name).toLowerCase()) ?? null;
}

export function isWords(kind: AttachmentKind): boolean {
  return kind.contents === words;
}

/** What a content is called, and how a file of it should end; null: nothing that groups get. */
export const contentNames: Record<Content, { what: string; extension: string | null }> = {
  pdf: { what: ' PDF', extension: '.pdf' },
  docx: { what: ' Word 文档', extension: '.docx' },
  xlsx: { what: ' Excel 工作簿', extension: '.xlsx' },
  pptx: { what: ' PowerPoint 演示文稿', extension: '.pptx' },
  'old-word': { what: '旧版 Word 文档', extension: '.doc' },
  'old-excel': { what: '旧版 Excel 工作簿', extension: '.xls' },
  'old-powerpoint': { what: '旧版 PowerPoint 演示文稿', extension: '.ppt' },
  'other-office': { what: '压缩包', extension: '.zip' },
  png: { what: ' PNG 图片', extension: '.png' },
  jpeg: { what: ' JPEG 图片', extension: '.jpg' },
  gif: { what: ' GIF 图片', extension: '.gif' },
  locked: { what: '设有打开密码的 Office 文件', extension: null },
  'old-office': { what: '别的 Office 或 WPS 文件', extension: null },
  rtf: { what: ' RTF 文档', extension: null },
  html: { what: '网页', extension: null },
  'archived-page': { what: '单文件网页', extension: null },
  'broken-zip': { what: '损坏的压缩文件', extension: null },
  other: { what: '别的内容', extension: null },
};
