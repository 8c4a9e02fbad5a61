import { AppError } from '../../base/errors.ts';
import { type Content, sniff } from '../../domain/file-content.ts';
import type { TableRow, TableSheet } from '../../ports/table-files.ts';
import { readArchive, textOf } from './archive.ts';
import { readCsv } from './csv.ts';
import { readGrid, type SheetLimits } from './xlsx/sheet.ts';
import { readWorkbook } from './xlsx/workbook.ts';

/** What it may unfold to, bytes: a bomb would take the memory of the worker. */
const largestContent = 40 * 1024 * 1024;
/** Of all sheets together, with some for what stands above their heads; hidden ones count. */
const [mostRows, mostAbove, mostColumns] = [20_000, 100, 256];

/** All sheets of an xlsx or csv file; throws `input/invalid` with a sentence that names it. */
export async function readSheets(given: Uint8Array, name: string): Promise<TableSheet[]> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const content = await sniff(bytes);
  if (content === 'xlsx') return readXlsx(bytes, name);
  if (content === 'other' && (isWide(bytes) || !bytes.includes(0))) return [await readCsv(bytes, name)];
  throw new AppError('input/invalid', `${name} ${whyUnread(content)}`);
}

/** UTF-16, which Excel writes as “Unicode 文本”, is full of zeros. */
function isWide([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function whyUnread(content: Content): string {
  switch (content) {
    case 'locked':
      return '设有打开密码，请用 Excel 或 WPS 打开，取消密码后另存一份再导入。';
    case 'old-excel':
    case 'old-office':
      return '是旧版 Excel 或 WPS 表格，请另存为 .xlsx 后再导入。';
    case 'broken-zip':
      return '已损坏或没有传完整，请重新取一份再导入。';
    default:
      return '不是表格，请提供 .xlsx 或 .csv 文件。';
  }
}

async function readXlsx(bytes: Uint8Array, name: string): Promise<TableSheet[]> {
  const isWanted = (entry: string): boolean => /\.(?:xml|rels)$/i.test(entry);
  const entries = await readArchive(bytes, { name, isWanted, most: largestContent });
  try {
    const workbook = await readWorkbook(entries);
    const sheets: TableSheet[] = [];
    let left = mostRows + mostAbove;
    for (const sheet of workbook.sheets) {
      const xml = textOf(entries, sheet.entry);
      const grid = xml === '' ? [] : await readGrid(xml, workbook, limitsOf(name, left));
      left -= grid.length;
      const shown = grid.filter(({ hidden }) => !hidden);
      const rows = shown.map(({ number, cells }): TableRow => ({
        number,
        cells: Array.from(cells, (cell) => cell?.text.trim() ?? '').slice(1),
      }));
      sheets.push({ name: sheet.name, rows: rows.filter(isFilled), hidden: grid.length - shown.length });
    }
    return sheets;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('input/invalid', `${name} 已损坏，读不出表格，请用 Excel 或 WPS 打开后另存一份再导入。`, {
      cause,
    });
  }
}

function limitsOf(name: string, rows: number): SheetLimits {
  const sentences = {
    rows: `${name} 的行太多，一次最多 ${mostRows} 行，请拆成几份。`,
    columns: `${name} 的列太多，最多 ${mostColumns} 列，请删去右边用不到的列。`,
  };
  return { rows, columns: mostColumns, tooMany: (what) => new AppError('input/invalid', sentences[what]) };
}

function isFilled({ cells }: TableRow): boolean {
  return cells.some((cell) => cell !== '');
}
