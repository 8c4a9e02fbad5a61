import { AppError } from '../../base/errors.ts';
import { inPieces, type Watching } from '../../base/in-pieces.ts';
import { operator } from '../../domain/audit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { TableFile, TableFiles, TableSheet } from '../../ports/table-files.ts';
import { columnNames, findHeader } from './import-columns.ts';
import {
  type ImportPlan,
  type ImportReportRow,
  type ImportSheet,
  type ImportState,
  planImport,
  type RowOutcome,
} from './import-plan.ts';
import { shortId } from './short-id.ts';

export type PeopleImportDeps = {
  store: Store;
  clock: Clock;
  newId: () => string;
  timeZone: string;
  tables: TableFiles;
};

/** `stored`: whether anything was; `notes`: what of the file was left out. */
export type ImportReport = {
  stored: boolean;
  counts: Record<RowOutcome, number>;
  rows: ImportReportRow[];
  notes: string[];
};

/** Called in the transaction that stores it, as the last of it. */
export type OnStored = (records: Pick<Records, 'jobs'>, report: ImportReport) => Promise<void>;

/**
 * Takes a list of organizations and people from a table, on the disk or in memory. All rows that can be are stored in one transaction; `strict`
 * stores nothing when one is refused, and `dryRun` nothing at all; a `signal` breaks it off with nothing stored. Throws `input/invalid` for a file that is no list.
 */
export type ImportPeople = (
  from: string | TableFile,
  of: {
    dryRun: boolean;
    strict: boolean;
    by?: string;
    onStored?: OnStored;
  } & Watching,
) => Promise<ImportReport>;

const mostRows = 20_000;

export function createPeopleImport(deps: PeopleImportDeps): ImportPeople {
  return async (from, { dryRun, strict, by = operator, signal, onProgress, onStored }) => {
    const { tables } = deps;
    const { sheets, notes } = readSheets(await (typeof from === 'string' ? tables.read(from) : tables.parse(from)));
    return deps.store.transaction(async (records) => {
      const plan = await planImport(sheets, await readState(records), {
        now: deps.clock.now(),
        timeZone: deps.timeZone,
        newOrganizationId: () => shortId('o', deps.newId),
        newPersonId: () => shortId('p', deps.newId),
      });
      const counts = countOutcomes(plan);
      const stored = !dryRun && !(strict && counts.refused > 0);
      const report = { stored, counts, rows: plan.rows, notes };
      if (stored) {
        await records.organizations.put(plan.organizations);
        await inPieces(plan.people, { signal, onProgress }, (people) => records.people.put(people));
        await records.smsRefusals.record(plan.refusals);
        const entry = { at: deps.clock.now(), who: by, subject: 'people', detail: counts };
        await records.audit.append({ ...entry, action: 'person/import' });
        await onStored?.(records, report);
      }
      return report;
    });
  };
}

async function readState({ organizations, people, smsRefusals }: Records): Promise<ImportState> {
  return {
    organizations: await organizations.lock(),
    people: await people.list(null),
    refusals: await smsRefusals.list(),
  };
}

function readSheets(all: readonly TableSheet[]): { sheets: ImportSheet[]; notes: string[] } {
  const sheets: ImportSheet[] = [];
  const notes: string[] = [];
  const many = all.length > 1;
  for (const sheet of all) {
    const header = findHeader(sheet);
    const where = many && sheet.name !== null ? `“${sheet.name}”` : '';
    if (header === null) {
      if (sheet.rows.length > 0) notes.push(`表${where}没有认得的表头，没有导入`);
      continue;
    }
    const rows = sheet.rows.filter(({ number }) => number > header.row);
    sheets.push({ name: many ? sheet.name : null, header, rows });
    if (header.unused.length > 0) notes.push(`${where}没有用到的列：${header.unused.join('、')}`);
    if (sheet.hidden > 0) notes.push(`${where}有 ${sheet.hidden} 行是隐藏的，没有导入；要导入请先取消隐藏或筛选`);
  }
  assertUsable(sheets);
  return { sheets, notes };
}

function assertUsable(sheets: readonly ImportSheet[]): void {
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  if (rows > mostRows)
    throw new AppError('input/invalid', `这份表有 ${rows} 行，一次最多 ${mostRows} 行，请拆成几份。`);
  if (rows > 0) return;
  const known = Object.values(columnNames).map(([name]) => name);
  throw new AppError(
    'input/invalid',
    sheets.length > 0
      ? '表头下面没有内容。'
      : `没有找到表头：前几行里要有一行列名，其中有“协会”（或组织、单位），再加 ${known.slice(1).join('、')} 里的任何一个。`,
  );
}

function countOutcomes({ rows }: ImportPlan): Record<RowOutcome, number> {
  const counts = { added: 0, changed: 0, same: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}
