import type { Kysely } from 'kysely';
import type { CaseFile } from '../../domain/case-file.ts';
import type { CaseFiles } from '../../ports/case-files.ts';
import type { Handles } from './database.ts';
import type { Tables } from './schema.ts';

export function createCaseFiles({ read, write }: Handles): CaseFiles {
  return {
    async add({ id, key, caseNo, fileId, addedAt }) {
      const { numInsertedOrUpdatedRows } = await write
        .insertInto('case_files')
        .values({ id, key, case_no: caseNo, file_id: fileId, added_at: addedAt })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async hasKey(caseNo, key) {
      const row = await read
        .selectFrom('case_files')
        .select('id')
        .where('key', '=', key)
        .where('case_no', '=', caseNo)
        .executeTakeFirst();
      return row !== undefined;
    },

    async list(caseNo) {
      const rows = await select(read).where('c.case_no', '=', caseNo).orderBy('c.added_at').orderBy('c.id').execute();
      return rows.map(toCaseFile);
    },

    async listOf(caseNos) {
      const files = new Map<string, CaseFile[]>();
      if (caseNos.length === 0) return files;
      const rows = await select(read).where('c.case_no', 'in', caseNos).orderBy('c.added_at').orderBy('c.id').execute();
      for (const row of rows) files.set(row.case_no, [...(files.get(row.case_no) ?? []), toCaseFile(row)]);
      return files;
    },

    async find(id) {
      const row = await select(read).where('c.id', '=', id).executeTakeFirst();
      return row ? toCaseFile(row) : null;
    },
  };
}

function select(db: Kysely<Tables>) {
  return db
    .selectFrom('case_files as c')
    .innerJoin('files as f', 'f.id', 'c.file_id')
    .select(['c.id', 'c.case_no', 'c.file_id', 'c.added_at', 'f.name', 'f.mime', 'f.size']);
}

type Row = { id: string; case_no: string; file_id: string; added_at: number; name: string; mime: string; size: number };

function toCaseFile({ id, case_no, file_id, added_at, name, mime, size }: Row): CaseFile {
  return { id, caseNo: case_no, fileId: file_id, addedAt: added_at, name, mime, size };
}
