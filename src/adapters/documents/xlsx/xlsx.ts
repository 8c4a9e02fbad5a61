import { AppError } from '../../../base/errors.ts';
import { noFacts, type ReadDocument } from '../../../domain/document.ts';
import { readArchive, textOf } from '../archive.ts';
import { toBlocks } from '../blocks.ts';
import { coreTitle } from '../core-properties.ts';
import type { Part } from '../parts.ts';
import { isLead } from '../table-head.ts';
import { type Cell, isFigure, tableOf, textCell } from '../tables.ts';
import { readSheet, type SheetLimits, type SheetRow } from './sheet.ts';
import { readWorkbook } from './workbook.ts';

/** Rows that one workbook may have; beyond it is a data base rather than a document. */
const mostRows = 50_000;
/** As many as Excel has; wider is made by hand. */
const mostColumns = 16_384;

/** A workbook as people see it: shown sheets, rows and columns, with numbers and days in the format of their cell. */
export async function readXlsx(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const entries = await readArchive(bytes, { name, isWanted: (entry) => /\.(?:xml|rels)$/i.test(entry) });
  if (!entries.has('xl/workbook.xml')) throw damaged(name);
  try {
    return { title: await coreTitle(entries), facts: noFacts, blocks: toBlocks(await readSheets(entries, name)) };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw damaged(name, cause);
  }
}

async function readSheets(entries: ReadonlyMap<string, Uint8Array>, name: string): Promise<Part[]> {
  const workbook = await readWorkbook(entries);
  const parts: Part[] = [];
  let left = mostRows;
  for (const sheet of workbook.sheets) {
    const xml = textOf(entries, sheet.entry);
    const rows = xml === '' ? [] : await readSheet(xml, workbook, limitsOf(name, left));
    left -= rows.length;
    const tables = tableParts(rows);
    // A lone sheet that nobody named says nothing.
    const isNamed = workbook.sheets.length > 1 || !/^(?:sheet|工作表)\s*\d*$/i.test(sheet.name);
    if (isNamed && tables.length > 0) parts.push({ kind: 'heading', level: 1, text: sheet.name, page: null });
    parts.push(...tables);
  }
  return parts;
}

function limitsOf(name: string, rows: number): SheetLimits {
  const sentences = {
    rows: `${name} 超过 ${mostRows} 行，请拆成几份，或另存为 jsonl 批量导入。`,
    columns: `${name} 超过 ${mostColumns} 列，请拆成几份。`,
  };
  return { rows, columns: mostColumns, tooMany: (what) => new AppError('input/invalid', sentences[what]) };
}

/** An empty row parts two tables, unless figures follow it, which no head would hold, or only the title is above it. */
function tableParts(rows: readonly SheetRow[]): Part[] {
  const groups: SheetRow[][] = [];
  for (const row of rows) {
    if (row.cells.every((cell) => !cell?.text.trim())) continue;
    const last = groups.at(-1);
    const goesOn =
      (last?.at(-1)?.number ?? 0) + 1 === row.number || row.cells.some((cell) => isFigure(cell?.text ?? ''));
    if (last && (goesOn || (groups.length === 1 && isLead(last.map(shownCells))))) last.push(row);
    else groups.push([row]);
  }
  return groups
    .map((group) =>
      tableOf(
        group.map(({ cells }) => cells),
        null,
      ),
    )
    .filter((table) => table !== null)
    .map((table): Part => ({ kind: 'table', table, page: null }));
}

function shownCells({ cells }: SheetRow): Cell[] {
  return Array.from(cells, (cell) => cell ?? textCell(''));
}

function damaged(name: string, cause?: unknown): AppError {
  return new AppError('input/invalid', `${name} 已损坏，读不出表格，请用 Excel 或 WPS 打开后另存一份再导入。`, {
    cause,
  });
}
