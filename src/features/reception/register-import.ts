import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../base/errors.ts';
import { withoutNumbers } from '../../domain/audit.ts';
import type { Case } from '../../domain/case.ts';
import type { KindNames } from '../../domain/form.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { JobProgress } from '../../ports/jobs.ts';
import type { TableFile, TableFiles, TableRow, TableSheet } from '../../ports/table-files.ts';
import { findRegisterHead, type RegisterHead } from './import-columns.ts';
import { readRegisterRow, type RegisterRow, type RegisterSource, type RowOptions } from './import-row.ts';

export type RegisterImportDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  tables: TableFiles;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
};

export type RegisterOutcome = 'added' | 'same' | 'refused';

/** What becomes of a row; `no` of the case it is, null where there is none (yet); `detail`: why it is refused. */
export type RegisterReportRow = {
  sheet: string | null;
  row: number;
  outcome: RegisterOutcome;
  register: string | null;
  no: string | null;
  content: string;
  detail: string | null;
};

export type RegisterReport = {
  counts: Record<RegisterOutcome, number>;
  rows: RegisterReportRow[];
  /** What of the file was left out. */
  notes: string[];
};

/** `signal` breaks it off between two transactions; `onProgress` counts rows; `onStored` is called in the last of them. */
export type ImportOrder = {
  source: RegisterSource;
  dryRun: boolean;
  who: string;
  signal?: AbortSignal;
  onProgress?: (progress: JobProgress) => void;
  onStored?: (records: Pick<Records, 'jobs'>, counts: RegisterReport['counts']) => Promise<void>;
};

/**
 * Takes a register on paper from a table, on the disk or in memory; the same file again adds nothing. Rows that can be are stored, some hundred in
 * a transaction, so that the bot need not wait for all of them; what was stored before a crash is the same next time.
 * Throws `input/invalid` for a file that is no register.
 */
export type ImportRegister = (from: string | TableFile, order: ImportOrder) => Promise<RegisterReport>;

type Line = { sheet: string | null; row: TableRow; head: RegisterHead };

const linesAtOnce = 200;
const shown = 30;

export function createRegisterImport(deps: RegisterImportDeps): ImportRegister {
  const { store, clock, timeZone, tables } = deps;
  return async (from, { source, dryRun, who, signal, onProgress, onStored }) => {
    const { lines, notes } = readLines(await (typeof from === 'string' ? tables.read(from) : tables.parse(from)));
    const options: RowOptions = { source, now: clock.now(), timeZone, who, kinds: await deps.kindNames() };
    const [rows, seen] = [[] as RegisterReportRow[], new Map<string, RegisterRow>()];
    for (let at = 0; at < lines.length; at += linesAtOnce) {
      signal?.throwIfAborted();
      const piece = lines.slice(at, at + linesAtOnce).map((line) => readLine(line, options));
      const told = await (dryRun
        ? place(store, piece, { seen, store: false, options })
        : store.transaction(async (records) => {
            const placed = await place(records, piece, { seen, store: true, options });
            if (at + linesAtOnce >= lines.length) await onStored?.(records, countOf([...rows, ...placed]));
            return placed;
          }));
      rows.push(...told);
      onProgress?.({ done: rows.length, total: lines.length });
      await setImmediate();
    }
    return { counts: countOf(rows), rows, notes };
  };
}

type ReadLine = { line: Line; read: RegisterRow | AppError };

function readLine(line: Line, options: RowOptions): ReadLine {
  try {
    return { line, read: readRegisterRow(line.row, line.head, options) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { line, read: error };
  }
}

type Placing = { seen: Map<string, RegisterRow>; store: boolean; options: RowOptions };

async function place(
  records: Pick<Records, 'cases' | 'audit'>,
  piece: readonly ReadLine[],
  { seen, store, options }: Placing,
): Promise<RegisterReportRow[]> {
  const keys = piece.flatMap(({ read }) => (read instanceof AppError ? [] : [read.newCase.key]));
  const known = await records.cases.findByKeys(keys);
  const rows: RegisterReportRow[] = [];
  for (const { line, read } of piece) {
    if (read instanceof AppError) {
      rows.push(rowOf(line, { outcome: 'refused', detail: read.message }));
      continue;
    }
    const { key } = read.newCase;
    const before = seen.get(key);
    const there = known.get(key) ?? null;
    seen.set(key, before ?? read);
    if (there !== null || before !== undefined) rows.push(againOf(line, read, { there, before: before ?? null }));
    else
      rows.push(rowOf(line, { outcome: 'added', read, no: store ? await record(records.cases, read, options) : null }));
  }
  const added = rows.filter(({ outcome }) => outcome === 'added').length;
  if (store && added > 0) await records.audit.append(importEntry(options, added));
  return rows;
}

/** A row that is there already, or that says something else under a number that is. */
function againOf(
  line: Line,
  read: RegisterRow,
  { there, before }: { there: Case | null; before: RegisterRow | null },
): RegisterReportRow {
  const no = there?.no ?? null;
  const content = before?.newCase.content ?? there?.content;
  if (content === read.newCase.content || wasChanged(there, read)) return rowOf(line, { outcome: 'same', read, no });
  const where = there === null ? '在这份表里出现过' : `已经导入为 ${there.no}`;
  return rowOf(line, { outcome: 'refused', read, no, detail: `登记号 ${read.register ?? ''} ${where}，内容不一样` });
}

/** Somebody worked on it since it came: it need not say what the paper says. */
function wasChanged(there: Case | null, { ended }: RegisterRow): boolean {
  return there !== null && there.version > (ended === null ? 1 : 2);
}

async function record(cases: Records['cases'], { newCase, ended }: RegisterRow, { who }: RowOptions): Promise<string> {
  const recorded = await cases.record(newCase);
  if (ended === null) return recorded.no;
  const step = { at: ended.at, who, action: 'resolve', note: ended.note, detail: { imported: true } } as const;
  await cases.change(recorded, { status: 'resolved', endedAt: ended.at }, step);
  return recorded.no;
}

function importEntry({ who, now, source }: RowOptions, added: number) {
  return { at: now, who, action: 'case/import', subject: source, detail: { added } } as const;
}

function rowOf(
  { sheet, row }: Line,
  of: { outcome: RegisterOutcome; read?: RegisterRow; no?: string | null; detail?: string },
): RegisterReportRow {
  const characters = Array.from(withoutNumbers(of.read?.newCase.content ?? '').replace(/\s+/gu, ' '));
  return {
    sheet,
    row: row.number,
    outcome: of.outcome,
    register: of.read?.register ?? null,
    no: of.no ?? null,
    content: characters.slice(0, shown).join(''),
    detail: of.detail ?? null,
  };
}

function readLines(sheets: readonly TableSheet[]): { lines: Line[]; notes: string[] } {
  const lines: Line[] = [];
  const notes: string[] = [];
  for (const sheet of sheets) {
    const name = sheets.length > 1 ? sheet.name : null;
    const where = name === null ? '' : `“${name}”`;
    const head = findRegisterHead(sheet);
    if (head === null) {
      if (sheet.rows.length > 0) notes.push(`表${where}没有认得的表头，没有导入`);
      continue;
    }
    if (head.unused.length > 0) notes.push(`${where}没有用到的列：${head.unused.join('、')}`);
    if (sheet.hidden > 0) notes.push(`${where}有 ${sheet.hidden} 行是隐藏的，没有导入；要导入请先取消隐藏或筛选`);
    for (const row of sheet.rows) if (row.number > head.row) lines.push({ sheet: name, row, head });
  }
  if (lines.length > 0) return { lines, notes };
  throw new AppError(
    'input/invalid',
    '没有可以导入的行：前几行里要有一行列名，其中有“内容”，再加登记号、日期、单位等任何一个。',
  );
}

function countOf(rows: readonly RegisterReportRow[]): Record<RegisterOutcome, number> {
  const counts = { added: 0, same: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}
