import type { User } from '../../domain/user.ts';
import type { TableExporter } from '../../ports/exporter.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { TableFile } from '../../ports/table-files.ts';
import { type ImportPreview, reportFile, sumOf, toldRows } from './import-report.ts';
import type { RegisterSource } from './import-row.ts';
import type { ImportShelf } from './import-shelf.ts';
import type { ImportRegister, RegisterReportRow } from './register-import.ts';

/** A register on paper, or a list of what a body above gave to do: looked at first, then taken in as a job. */
export type RegisterImportDesk = {
  /** What would become of each row; nothing is stored but the file, for a day. Throws `input/*` and `access/too-many`. */
  preview(file: TableFile, source: RegisterSource, user: User): Promise<ImportPreview<RegisterReportRow>>;
  /** Takes it in. The same table twice adds nothing the second time. Throws `record/not-found`. */
  start(id: string, source: RegisterSource, user: User): Promise<{ jobId: string }>;
};

export type RegisterImportDeskDeps = {
  importRegister: ImportRegister;
  shelf: ImportShelf;
  jobs: Pick<JobRunner, 'start'>;
  xlsx: TableExporter;
};

const titles = { import: '导入登记簿', superior: '导入督办清单' } as const satisfies Record<RegisterSource, string>;

export function createRegisterImportDesk(deps: RegisterImportDeskDeps): RegisterImportDesk {
  const { importRegister, shelf, jobs, xlsx } = deps;
  return {
    async preview(file, source, user) {
      await shelf.takePlace(user);
      const { counts, rows, notes } = await importRegister(file, { source, dryRun: true, who: user.name });
      return { id: await shelf.keep(file, user), counts, notes, ...toldRows(rows) };
    },

    async start(id, source, user) {
      const file = await shelf.take(id, user);
      const title = `${titles[source]}：${file.name}`;
      const job = await jobs.start({ kind: 'cases/import', userId: user.id, title }, async (context) => {
        const { signal, report: onProgress, settle } = context;
        const { counts, rows, notes } = await importRegister(file, {
          source,
          dryRun: false,
          who: user.name,
          signal,
          onProgress,
          onStored: (records, all) => settle(records, sumOf(all)),
        });
        const told = rows.map((row) => ({ ...row, about: [row.register ?? '', row.no ?? '', row.content] }));
        const columns = ['登记号', '编号', '内容'];
        return { file: await reportFile(xlsx, { rows: told, notes, columns }, context), note: sumOf(counts) };
      });
      return { jobId: job.id };
    },
  };
}
