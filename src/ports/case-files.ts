import type { CaseFile } from '../domain/case-file.ts';

export type NewCaseFile = Pick<CaseFile, 'id' | 'caseNo' | 'fileId' | 'addedAt'> & { key: string };

/** Which files belong to which case. Their content is in `Files`, kept for ever. */
export interface CaseFiles {
  /** The same key twice is one; false when it was there. */
  add(file: NewCaseFile): Promise<boolean>;
  /** Whether a file was added to this case under this key. */
  hasKey(caseNo: string, key: string): Promise<boolean>;
  /** Of one case, the first first. */
  list(caseNo: string): Promise<CaseFile[]>;
  /** Of some hundred cases at most, by number; a case without any is not there. */
  listOf(caseNos: readonly string[]): Promise<ReadonlyMap<string, readonly CaseFile[]>>;
  find(id: string): Promise<CaseFile | null>;
}
