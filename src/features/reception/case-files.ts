import { AppError } from '../../base/errors.ts';
import { type CaseFile, mostCaseFiles } from '../../domain/case-file.ts';
import type { Case } from '../../domain/case.ts';
import { type Content, sniff } from '../../domain/file-content.ts';
import type { NewFile } from '../../domain/file.ts';
import type { Message } from '../../domain/message.ts';
import type { AttachedFiles } from '../../ports/attached-files.ts';
import type { Records } from '../../ports/store.ts';

export type TakeFiles = (message: Message) => Promise<TakenFiles>;

/** What came with a message and is what it says it is, and a sentence for each that cannot be kept. */
export type TakenFiles = { files: NewFile[]; refused: string[] };

export const noFiles: TakenFiles = { files: [], refused: [] };

const openXml = 'application/vnd.openxmlformats-officedocument';
/** What the bytes must show; whatever the name says, this is what it is kept as. */
const kept = new Map<Content, { mime: string; extension: string }>([
  ['jpeg', { mime: 'image/jpeg', extension: 'jpg' }],
  ['png', { mime: 'image/png', extension: 'png' }],
  ['gif', { mime: 'image/gif', extension: 'gif' }],
  ['pdf', { mime: 'application/pdf', extension: 'pdf' }],
  ['docx', { mime: `${openXml}.wordprocessingml.document`, extension: 'docx' }],
  ['xlsx', { mime: `${openXml}.spreadsheetml.sheet`, extension: 'xlsx' }],
  ['pptx', { mime: `${openXml}.presentationml.presentation`, extension: 'pptx' }],
  ['old-word', { mime: 'application/msword', extension: 'doc' }],
  ['old-excel', { mime: 'application/vnd.ms-excel', extension: 'xls' }],
]);

/** They may have to be fetched from the platform, so never within a transaction. */
export function createTakeFiles(attached: AttachedFiles): TakeFiles {
  return async function takeFiles(message) {
    const taken: TakenFiles = { files: [], refused: [] };
    for (const [place, { name }] of message.attachments.slice(0, mostCaseFiles).entries()) {
      try {
        taken.files.push(await readCaseFile(name, await attached.read(message, place)));
      } catch (error) {
        if (!(error instanceof AppError) || !error.code.startsWith('input/')) throw error;
        taken.refused.push(error.message);
      }
    }
    return taken;
  };
}

/** What is kept with a case, by what its bytes show; throws `input/invalid`. */
export async function readCaseFile(name: string, bytes: Uint8Array): Promise<NewFile> {
  const kind = kept.get(await sniff(bytes));
  if (kind === undefined)
    throw new AppError('input/invalid', `“${nameOf(name)}”不是图片、PDF、Word、Excel 或 PPT，没有保存。`);
  return { name: named(name, kind.extension), mime: kind.mime, bytes };
}

function nameOf(name: string): string {
  // Signs that turn the text around make an ending look like another.
  return (
    name
      .replace(/\p{Cf}/gu, '')
      .replace(/[\p{Cc}\\/:*?"<>|]/gu, '_')
      .slice(-80) || '文件'
  );
}

function named(name: string, extension: string): string {
  const safe = nameOf(name);
  const alike = extension === 'jpg' ? /\.jpe?g$/iu : new RegExp(`\\.${extension}$`, 'iu');
  return alike.test(safe) ? safe : `${safe}.${extension}`;
}

export type FilesToKeep = {
  one: Case;
  taken: TakenFiles;
  key: string;
  at: number;
  /** Null = unknown. */
  by: string | null;
  newId: () => string;
};

/** Keeps what was taken with a case; the sentence for the one who sent it. */
export async function keepFiles(
  records: Pick<Records, 'files' | 'caseFiles' | 'cases'>,
  of: FilesToKeep,
): Promise<string> {
  const { one, taken } = of;
  const { added, full } = await addFiles(records, of);
  const told = added === 0 ? [] : [`${added} 个文件已存入 ${one.no}。`];
  return [...told, ...(full ? [fullSentence] : []), ...taken.refused].join('');
}

export const fullSentence = `一件诉求最多保存 ${mostCaseFiles} 个文件。`;

/** As one step of the story of the case. `full`: not all had a place. */
export async function addFiles(
  records: Pick<Records, 'files' | 'caseFiles' | 'cases'>,
  { one, taken, key, at, by, newId }: FilesToKeep,
): Promise<{ added: number; full: boolean }> {
  const there = (await records.caseFiles.list(one.no)).length;
  let added = 0;
  for (const [place, file] of taken.files.slice(0, Math.max(0, mostCaseFiles - there)).entries()) {
    const fileId = await records.files.put(file, { now: at, expiresAt: null });
    const entry = { id: newId(), key: `${key}/${place}`, caseNo: one.no, fileId, addedAt: at };
    if (await records.caseFiles.add(entry)) added += 1;
  }
  if (added > 0) {
    const step = { at, who: by ?? '匿名', action: 'attach', note: null, detail: { files: added } } as const;
    const now = await records.cases.find(one.no);
    await records.cases.change(now ?? one, {}, step);
  }
  return { added, full: taken.files.length + there > mostCaseFiles };
}

/** What staff do with the files of a case. */
export type CaseFileDesk = {
  /** Throws `record/not-found` when there is no such case. */
  list(no: string): Promise<CaseFile[]>;
  /** Throws `record/not-found`. */
  get(id: string): Promise<NewFile>;
};

export function createCaseFileDesk(records: Pick<Records, 'cases' | 'caseFiles' | 'files'>): CaseFileDesk {
  return {
    async list(no) {
      if ((await records.cases.find(no)) === null)
        throw new AppError('record/not-found', `没有编号 ${no} 的诉求，请核对编号。`);
      return records.caseFiles.list(no);
    },
    async get(id) {
      const found = await records.caseFiles.find(id);
      const file = found && (await records.files.read(found.fileId));
      if (file === null) throw new AppError('record/not-found', `没有这个文件，请重新打开诉求看一下。`);
      return file;
    },
  };
}
