import { AppError } from '../../base/errors.ts';
import type { TableRow, TableSheet } from '../../ports/table-files.ts';

/** What a column of a list says, by the names people give it. The first name is the one in the help. */
export const columnNames = {
  organization: [
    '协会',
    '组织',
    '单位',
    '商会',
    '协会商会',
    '协会名称',
    '组织名称',
    '单位名称',
    '商会名称',
    '所属协会',
    '所属组织',
    '所属单位',
    '所在单位',
  ],
  parent: ['上级', '上级组织', '上级单位', '上级党组织', '上级党委', '综合党委', '行业党委', '所属党委'],
  name: ['姓名', '名字', '联系人'],
  post: ['职务', '职位', '岗位', '协会职务'],
  phone: ['手机', '电话', '手机号', '手机号码', '移动电话', '联系电话', '电话号码', '联系方式'],
  consent: ['同意短信', '短信同意', '是否同意短信', '同意接收短信', '是否同意接收短信', '同意发短信'],
  tags: ['标签'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof columnNames;

/** Where each column stands; absent ones are not in the list. */
export type Header = { row: number; columns: ReadonlyMap<Column, number>; unused: readonly string[] };

/** A title and a date may stand above the head. */
const rowsAbove = 10;

/** The head of a sheet, null when it has none; throws `input/invalid` when two columns say the same. */
export function findHeader({ rows }: TableSheet): Header | null {
  for (const row of rows.slice(0, rowsAbove)) {
    const header = readHeader(row);
    if (header !== null) return header;
  }
  return null;
}

/** At least the organization, and one column more that is known. */
function readHeader({ number, cells }: TableRow): Header | null {
  const columns = new Map<Column, number>();
  const twice: string[] = [];
  const unused: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell);
    if (column === null) {
      if (cell !== '') unused.push(cell);
      continue;
    }
    const before = columns.get(column);
    if (before === undefined) columns.set(column, index);
    else twice.push(`${letterOf(before)} 列“${cells[before]}”和 ${letterOf(index)} 列“${cell}”`);
  }
  if (!columns.has('organization') || columns.size < 2) return null;
  if (twice.length === 0) return { row: number, columns, unused };
  throw new AppError(
    'input/invalid',
    `第 ${number} 行的表头里，${twice.join('、')}是一个意思，请只留一列，或改个列名。`,
  );
}

function columnOf(cell: string): Column | null {
  const name = cell
    .normalize('NFKC')
    .replace(/\(.*\)$/u, '')
    .replace(/[\s*:]/gu, '');
  const found = Object.entries(columnNames).find(([, names]) => names.some((one) => one === name));
  return found === undefined ? null : (found[0] as Column);
}

/** A, B, … Z, AA as a spreadsheet names its columns. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}
