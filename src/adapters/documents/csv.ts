import { AppError } from '../../base/errors.ts';
import type { TableSheet } from '../../ports/table-files.ts';
import { decodeText } from '../../base/decode-text.ts';

const delimiters = [',', '\t', ';'];
/** Characters of one row; a quote that is never closed would take in all that follows. */
const longestRow = 20_000;
/** A file of 20 MB may hold ten million lines, which take seconds and gigabytes. */
const [mostRows, mostCells] = [100_000, 1_000_000];

/** A csv file in any encoding that Excel and WPS write; rows are counted as a spreadsheet counts them. */
export async function readCsv(bytes: Uint8Array, name: string): Promise<TableSheet> {
  const { CsvError, parse } = await import('csv-parse/sync');
  const text = decodeText(bytes, name);
  let [rowsRead, cellsRead] = [0, 0];
  try {
    const records: string[][] = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: longestRow,
      on_record(cells: string[]) {
        rowsRead += 1;
        cellsRead += cells.length;
        if (rowsRead > mostRows || cellsRead > mostCells) throw tooMuch(name);
        return cells;
      },
    });
    const rows = records.map((cells, index) => ({ number: index + 1, cells: cells.map((cell) => cell.trim()) }));
    return { name: null, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')), hidden: 0 };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new AppError('input/invalid', `${name} 里有引号没有成对，读不下去，请用 Excel 或 WPS 打开后另存为 .xlsx。`, {
      cause,
    });
  }
}

function tooMuch(name: string): AppError {
  return new AppError(
    'input/invalid',
    `${name} 的行或列太多，一次最多 ${mostRows} 行、${mostCells} 格，请删去空行和用不到的列，或拆成几份。`,
  );
}

/** That which stands most often in the beginning. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 2_000);
  const count = (delimiter: string): number => start.split(delimiter).length;
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best));
}
