import type { FileFacts } from './file.ts';

/** A photo or document that belongs to a case; `fileId`: its content among the files. */
export type CaseFile = Omit<FileFacts, 'id'> & { id: string; caseNo: string; fileId: string; addedAt: number };

/** So many are kept of one case. */
export const mostCaseFiles = 20;
