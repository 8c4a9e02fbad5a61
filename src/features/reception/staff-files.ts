import { AppError } from '../../base/errors.ts';
import { mostCaseFiles } from '../../domain/case-file.ts';
import type { NewFile } from '../../domain/file.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { keepFiles, readCaseFile } from './case-files.ts';
import { seenEntry } from './seen.ts';
import { findCase } from './take-step.ts';

export type StaffFilesDeps = { store: Store; clock: Clock; newId: () => string };

/** `key`: the same one again adds nothing. */
export type FileToAttach = { name: string; bytes: Uint8Array; key: string };

/** Keeps a file with a case, as a step of its story. Throws `input/invalid`, `record/not-found`, `record/conflict`. */
export async function attachFile(
  { store, clock, newId }: StaffFilesDeps,
  no: string,
  { name, bytes, key, who }: FileToAttach & { who: string },
): Promise<{ no: string; files: number }> {
  const file = await readCaseFile(name, bytes);
  const at = clock.now();
  return store.transaction(async (records) => {
    const one = await findCase(records, no, null);
    const before = (await records.caseFiles.list(no)).length;
    // Its key first: whoever repeats the request for the last file that had a place is not told that there is none.
    if (await records.caseFiles.hasKey(no, `staff/${key}/0`)) return { no, files: before };
    if (before >= mostCaseFiles) throw new AppError('record/conflict', `一件诉求最多保存 ${mostCaseFiles} 个文件。`);
    const taken = { files: [file], refused: [] };
    await keepFiles(records, { one, taken, key: `staff/${key}`, at, by: who, newId });
    const files = (await records.caseFiles.list(no)).length;
    const detail = { act: 'attach', files: files - before };
    if (files > before) await records.audit.append({ at, who, action: 'case/update', subject: no, detail });
    return { no, files };
  });
}

/** One file of a case; that it was taken is on record before. Throws `record/not-found`. */
export async function takeFile({ store, clock }: StaffFilesDeps, id: string, who: string): Promise<NewFile> {
  const found = await store.caseFiles.find(id);
  const file = found === null ? null : await store.files.read(found.fileId);
  if (found === null || file === null) throw new AppError('record/not-found', '没有这个文件，请重新打开诉求看一下。');
  await store.audit.append(seenEntry({ who, at: clock.now() }, { subject: `${found.caseNo} files`, cases: 1 }));
  return file;
}
