import { join } from 'node:path';
import type { TableExporter } from '../../ports/exporter.ts';
import type { JobContext, JobResult } from '../../ports/job-runner.ts';

export type ImportOutcome = 'added' | 'changed' | 'same' | 'refused';

/** `sheet` null: the table has one. `detail`: what changes, or why it is refused. */
export type ImportedRow = { sheet: string | null; row: number; outcome: ImportOutcome; detail: string | null };

/** `rows`: what changes or is refused, the first of them; `told`: how many such rows there are. */
export type ImportPreview<Row extends ImportedRow> = {
  id: string;
  counts: Partial<Record<ImportOutcome, number>>;
  rows: Row[];
  told: number;
  notes: string[];
};

/** What became of a row, for people. */
const outcomeNames = {
  added: '新增',
  changed: '有改动',
  same: '没变',
  refused: '没有导入',
} as const satisfies Record<ImportOutcome, string>;

const shownRows = 300;
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What needs a person comes first; else as in the table. */
export function toldRows<Row extends ImportedRow>(rows: readonly Row[]): { rows: Row[]; told: number } {
  const told = rows.filter(({ outcome }) => outcome !== 'same');
  const sorted = told.toSorted((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused'));
  return { rows: sorted.slice(0, shownRows), told: told.length };
}

export function sumOf(counts: Partial<Record<ImportOutcome, number>>, more: readonly string[] = []): string {
  const sums = Object.entries(outcomeNames).flatMap(([outcome, name]) => {
    const rows = counts[outcome as ImportOutcome] ?? 0;
    return rows === 0 ? [] : [`${name} ${rows} 行`];
  });
  return `${[...sums, ...more].join('，')}。`;
}

export type ToldImport = {
  /** `about`: what the row is of, in as many cells as there are `columns`. */
  rows: readonly (ImportedRow & { about: readonly string[] })[];
  notes: readonly string[];
  columns: readonly string[];
};

/** What became of each row, as a table beside the list. None when the server stops: what was taken in stays. */
export async function reportFile(
  xlsx: TableExporter,
  { rows, notes, columns }: ToldImport,
  { folder, signal }: Pick<JobContext, 'folder' | 'signal'>,
): Promise<JobResult['file']> {
  if (signal.aborted) return null;
  const name = '导入结果.xlsx';
  const path = join(folder, name);
  const told = rows.map((row) => [
    row.sheet ?? '',
    String(row.row),
    outcomeNames[row.outcome],
    ...row.about,
    row.detail ?? '',
  ]);
  const table = {
    title: '导入结果',
    columns: [
      { header: '表', width: 14 },
      { header: '行', width: 8 },
      { header: '结果', width: 12 },
      ...columns.map((header) => ({ header, width: 30 })),
      { header: '说明', width: 60 },
    ],
    rows: [...told, ...notes.map((note) => ['', '', '', ...columns.map(() => ''), note])],
  };
  await xlsx.write(table, path);
  return { name, mime, path };
}
