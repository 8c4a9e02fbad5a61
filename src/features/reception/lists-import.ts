import { AppError } from '../../base/errors.ts';
import type { ListItem, ListName } from '../../domain/list-item.ts';
import type { TableRow } from '../../ports/table-files.ts';
import { inPieces } from '../../base/in-pieces.ts';
import type { ListColumn, ListSheet } from './lists-columns.ts';

export type ListRowOutcome = 'added' | 'changed' | 'same' | 'refused';

/** What becomes of a row. `detail`: what changes, or why it is refused. */
export type ListReportRow = {
  sheet: string | null;
  row: number;
  outcome: ListRowOutcome;
  provider: string | null;
  subject: string | null;
  detail: string | null;
};

/** `gone`: ids of what leaves the list. */
export type ListPlan = {
  items: ListItem[];
  gone: string[];
  rows: ListReportRow[];
  counts: Record<ListRowOutcome, number>;
};

export type ListImportOptions = { list: ListName; now: number; newId: () => string; replace: boolean };

const longest = { provider: 100, subject: 200, detail: 2_000, field: 60, contact: 200 } as const satisfies Record<
  ListColumn,
  number
>;
const labels = { provider: '单位', subject: '事项', detail: '说明', field: '类别', contact: '联系方式' } as const;

/** What to store, and what to say of each row. The same provider and subject is one line; the same file twice changes nothing. */
export async function planListImport(
  sheets: readonly ListSheet[],
  known: readonly ListItem[],
  options: ListImportOptions,
): Promise<ListPlan> {
  const before = new Map(known.map((item) => [keyOf(item), item]));
  const seen = new Map<string, number>();
  const items: ListItem[] = [];
  const rows: ListReportRow[] = [];
  const planRow = (sheet: ListSheet, row: TableRow): ListReportRow => {
    const cell = (column: ListColumn): string => textOf(row, sheet, column);
    const told = {
      sheet: sheet.name,
      row: row.number,
      provider: cell('provider') || null,
      subject: cell('subject') || null,
    };
    try {
      const written = readItem(cell);
      const key = keyOf(written);
      const earlier = seen.get(key);
      if (earlier !== undefined) throw invalid(`和第 ${earlier} 行是同一个单位的同一件事项，只取第一行`);
      seen.set(key, row.number);
      const old = before.get(key);
      const notes = old === undefined ? [] : differences(old, written);
      const { list, now: createdAt, newId } = options;
      if (old === undefined || notes.length > 0) items.push({ ...written, list, id: old?.id ?? newId(), createdAt });
      const outcome = old === undefined ? 'added' : notes.length > 0 ? 'changed' : 'same';
      return { ...told, outcome, detail: notes.length === 0 ? null : notes.join('、') };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ...told, outcome: 'refused', detail: error.message };
    }
  };
  for (const sheet of sheets)
    await inPieces(sheet.rows, {}, (piece) => void rows.push(...piece.map((row) => planRow(sheet, row))));
  const gone = options.replace ? known.filter((item) => !seen.has(keyOf(item))).map(({ id }) => id) : [];
  return { items, gone, rows, counts: countOf(rows) };
}

type Written = Pick<ListItem, 'provider' | 'subject' | 'detail' | 'field' | 'contact'>;

function readItem(cell: (column: ListColumn) => string): Written {
  for (const column of Object.keys(longest) as ListColumn[]) {
    const length = Array.from(cell(column)).length;
    if (length > longest[column]) throw invalid(`${labels[column]}有 ${length} 个字，最多 ${longest[column]} 个`);
  }
  if (cell('provider') === '') throw invalid('没有写单位');
  if (cell('subject') === '') throw invalid('没有写事项');
  const optional = (column: ListColumn): string | null => cell(column) || null;
  return {
    provider: cell('provider'),
    subject: cell('subject'),
    detail: optional('detail'),
    field: optional('field'),
    contact: optional('contact'),
  };
}

function textOf({ cells }: TableRow, { columns }: ListSheet, column: ListColumn): string {
  const written = (columns.get(column) ?? []).map((index) => (cells[index] ?? '').normalize('NFC').trim());
  return [...new Set(written)].filter((text) => text !== '').join(' ');
}

function differences(before: ListItem, after: Written): string[] {
  return (['detail', 'field', 'contact'] as const)
    .filter((column) => before[column] !== after[column])
    .map((column) => labels[column]);
}

function countOf(rows: readonly ListReportRow[]): ListPlan['counts'] {
  const counts = { added: 0, changed: 0, same: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

function keyOf({ provider, subject }: Pick<ListItem, 'provider' | 'subject'>): string {
  return JSON.stringify([provider, subject]);
}

function invalid(message: string): AppError {
  return new AppError('input/invalid', `${message}。`);
}
