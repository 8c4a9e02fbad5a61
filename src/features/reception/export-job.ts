import { join } from 'node:path';
import { dayOf } from '../../base/calendar.ts';
import type { User } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobRunner } from '../../ports/job-runner.ts';
import type { Records } from '../../ports/store.ts';
import type { KindNames } from '../../domain/form.ts';
import { type LedgerDesk, type LedgerFormat, readLedgerQuery } from './ledger-desk.ts';
import { type RegisterFilter, toLedgerQuery } from './register-query.ts';

export type ExportDeps = {
  store: Pick<Records, 'cases'>;
  ledger: LedgerDesk;
  jobs: Pick<JobRunner, 'start'>;
  kindNames: () => Promise<KindNames>;
  clock: Clock;
  timeZone: string;
};

/** `files`: with the photos and documents, all in one zip. */
export type ExportOrder = { format: LedgerFormat; masked: boolean; files: boolean; by: Pick<User, 'id' | 'name'> };

/** Begins to write what a filter leaves into a file; throws `usage/invalid` for what cannot be asked, before it begins. */
export type BeginExport = (filter: RegisterFilter, order: ExportOrder) => Promise<{ id: string }>;

const office = 'application/vnd.openxmlformats-officedocument';
const mimes = {
  xlsx: `${office}.spreadsheetml.sheet`,
  csv: 'text/csv; charset=utf-8',
  docx: `${office}.wordprocessingml.document`,
  json: 'application/json',
} as const satisfies Record<LedgerFormat, string>;

/** Nothing is left out of a file; it is only what progress is measured by. */
const mostExpected = 10_000_000;

export function createBeginExport(deps: ExportDeps): BeginExport {
  const { store, ledger, jobs, clock, timeZone } = deps;
  return async (filter, { format, masked, files, by }) => {
    const now = clock.now();
    const query = toLedgerQuery(filter, now);
    const total = await store.cases.count(readLedgerQuery(query, timeZone, await deps.kindNames()), mostExpected);
    const name = `诉求台账-${dayOf(now, timeZone)}.${files ? 'zip' : format}`;
    return jobs.start({ kind: 'cases/export', userId: by.id, title: name }, async ({ folder, report, signal }) => {
      const path = join(folder, name);
      const onCase = (done: number): void => {
        signal.throwIfAborted();
        report({ done, total });
      };
      const order = { format, file: path, who: by.name, masked, files, onCase };
      const written = await ledger.export(query, order);
      const added = files ? `和 ${written.files} 个附件` : '';
      const note = `导出 ${written.cases} 件${added}，${masked ? '姓名和电话已打码' : '含姓名和电话'}。`;
      return { file: { name, mime: files ? 'application/zip' : mimes[format], path }, note };
    });
  };
}
