import type { ListName } from '../../domain/list-item.ts';
import type { User } from '../../domain/user.ts';
import type { TableExporter } from '../../ports/exporter.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { TableFile } from '../../ports/table-files.ts';
import { type ImportPreview, reportFile, sumOf, toldRows } from './import-report.ts';
import type { ImportShelf } from './import-shelf.ts';
import { listTitles } from './list-titles.ts';
import type { ListDesk, ListImportOrder, ListReport } from './lists.ts';
import type { ListReportRow } from './lists-import.ts';

/** `replace`: what is not in the table leaves the list. */
export type ListOrder = { list: ListName; replace: boolean };

/** One of the three lists from a table: looked at first, then taken in whole as a job whose report can be kept. */
export type ListImportDesk = {
  /** What would become of each row; nothing is stored but the file, for a day. Throws `input/*` and `access/too-many`. */
  preview(file: TableFile, order: ListOrder, user: User): Promise<ImportPreview<ListReportRow> & { removed: number }>;
  /** Takes it in. The same table twice changes nothing the second time. Throws `record/not-found`. */
  start(id: string, order: ListOrder, user: User): Promise<{ jobId: string }>;
};

export type ListImportDeps = {
  lists: Pick<ListDesk, 'import'>;
  shelf: ImportShelf;
  jobs: Pick<JobRunner, 'start'>;
  xlsx: TableExporter;
};

export function createListImportDesk({ lists, shelf, jobs, xlsx }: ListImportDeps): ListImportDesk {
  return {
    async preview(file, { list, replace }, user) {
      await shelf.takePlace(user);
      const report = await lists.import(list, file, { dryRun: true, replace, by: user.name });
      const { counts, removed, notes } = report;
      return { id: await shelf.keep(file, user), counts, removed, notes, ...toldRows(report.rows) };
    },

    async start(id, { list, replace }, user) {
      const file = await shelf.take(id, user);
      const title = `导入${listTitles[list]}：${file.name}`;
      const job = await jobs.start({ kind: 'lists/import', userId: user.id, title }, async (context) => {
        const { signal, report: onProgress, settle } = context;
        const onStored: ListImportOrder['onStored'] = (records, done) => settle(records, noteOf(done));
        const of = { dryRun: false, replace, by: user.name, signal, onProgress, onStored };
        const report = await lists.import(list, file, of);
        const rows = report.rows.map((row) => ({ ...row, about: [row.provider ?? '', row.subject ?? ''] }));
        const told = { rows, notes: report.notes, columns: ['单位', '事项'] };
        return { file: await reportFile(xlsx, told, context), note: noteOf(report) };
      });
      return { jobId: job.id };
    },
  };
}

function noteOf({ counts, removed }: ListReport): string {
  return sumOf(counts, removed === 0 ? [] : [`从清单里删掉 ${removed} 件`]);
}
