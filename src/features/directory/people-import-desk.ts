import { join } from 'node:path';
import { AppError } from '../../base/errors.ts';
import { receivedFileMs } from '../../domain/file.ts';
import type { User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TableExporter } from '../../ports/exporter.ts';
import type { JobContext, JobResult, JobRunner } from '../../ports/job-runner.ts';
import type { Store } from '../../ports/store.ts';
import type { TableFile } from '../../ports/table-files.ts';
import { outcomeNames, reportTable } from './import-sheet.ts';
import type { ImportReportRow, RowOutcome } from './import-plan.ts';
import type { ImportPeople, ImportReport, OnStored } from './people-import.ts';

/** `rows`: what changes or is refused, the first of them; `told`: how many such rows there are. */
export type ImportPreview = {
  id: string;
  counts: Record<RowOutcome, number>;
  rows: ImportReportRow[];
  told: number;
  notes: string[];
};

/** An address book from a table: looked at first, then taken in as a job whose report can be kept. */
export type PeopleImportDesk = {
  /** What would become of each row; nothing is stored but the file, for a day. Throws `input/*` and `access/too-many`. */
  preview(file: TableFile, user: User): Promise<ImportPreview>;
  /** Takes it in. The same file twice changes nothing the second time. Throws `record/not-found`. */
  start(id: string, user: User): Promise<{ jobId: string }>;
};

export type PeopleImportDeskDeps = {
  store: Pick<Store, 'files' | 'rateBuckets'>;
  clock: Clock;
  importPeople: ImportPeople;
  jobs: Pick<JobRunner, 'start'>;
  xlsx: TableExporter;
};

const shownRows = 300;
/** What one account may have us read: thirty tables at once, one more a minute. */
const [everyMs, atOnce] = [60_000, 30];
const xlsxMime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function createPeopleImportDesk(deps: PeopleImportDeskDeps): PeopleImportDesk {
  const { store, clock, importPeople, jobs } = deps;
  return {
    async preview(file, user) {
      await takePlace(store, user);
      const { counts, rows, notes } = await importPeople(file, { dryRun: true, strict: false });
      const now = clock.now();
      const kept = { name: file.name, mime: 'application/octet-stream', bytes: file.bytes };
      const id = await store.files.put(kept, { now, expiresAt: now + receivedFileMs, owner: user.id });
      const told = rows.filter(({ outcome }) => outcome !== 'same').sort(refusedFirst);
      return { id, counts, rows: told.slice(0, shownRows), told: told.length, notes };
    },

    async start(id, user) {
      const file = (await store.files.isOf(id, user.id)) ? await store.files.read(id) : null;
      if (file === null) throw new AppError('record/not-found', '没有这份表，可能上传已过一天，请重新选择文件。');
      const title = `导入通讯录：${file.name}`;
      const job = await jobs.start({ kind: 'people/import', userId: user.id, title }, (context) =>
        carryOut(deps, { file, by: user.name, context, importPeople }),
      );
      return { jobId: job.id };
    },
  };
}

type Task = { file: TableFile; by: string; context: JobContext; importPeople: ImportPeople };

/** It is taken in whole or not at all; a report that could not be written does not undo it. */
async function carryOut({ xlsx }: PeopleImportDeskDeps, { file, by, context, importPeople }: Task): Promise<JobResult> {
  const { signal, report: onProgress, settle } = context;
  const onStored: OnStored = (records, report) => settle(records, sumOf(report));
  const of = { dryRun: false, strict: false, by, signal, onProgress, onStored };
  const report = await importPeople({ name: file.name, bytes: file.bytes }, of);
  if (signal.aborted) return { file: null, note: sumOf(report) };
  const name = '导入结果.xlsx';
  const path = join(context.folder, name);
  await xlsx.write(reportTable(report), path);
  return { file: { name, mime: xlsxMime, path }, note: sumOf(report) };
}

function sumOf({ counts }: ImportReport): string {
  const sums = Object.entries(outcomeNames).flatMap(([outcome, name]) => {
    const rows = Object.entries(counts).find(([one]) => one === outcome)?.[1] ?? 0;
    return rows === 0 ? [] : [`${name} ${rows} 行`];
  });
  return `${sums.join('，')}。`;
}

/** What needs a person comes first; else as in the table. */
function refusedFirst(a: ImportReportRow, b: ImportReportRow): number {
  return Number(b.outcome === 'refused') - Number(a.outcome === 'refused');
}

async function takePlace({ rateBuckets }: Pick<Store, 'rateBuckets'>, { id }: User): Promise<void> {
  const bucket = { key: `imports/${id}`, intervalMs: everyMs, toleranceMs: everyMs * (atOnce - 1) };
  const place = await rateBuckets.take([bucket]);
  if (place.at !== null) return;
  throw new AppError('access/too-many', '导入得太频繁了，请过几分钟再试。', {
    details: { retryAfterMs: place.waitMs },
  });
}
