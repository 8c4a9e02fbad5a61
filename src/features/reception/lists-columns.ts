import { AppError } from '../../base/errors.ts';
import type { TableRow, TableSheet } from '../../ports/table-files.ts';

/** What a column of a list says, by the names people give it. The first name is the one in the help. */
export const listColumns = {
  provider: [
    '单位',
    '协会',
    '商会',
    '协会商会',
    '单位名称',
    '协会名称',
    '提供单位',
    '服务单位',
    '承接单位',
    '需求单位',
    '企业',
    '企业名称',
    '组织',
  ],
  subject: [
    '服务事项',
    '事项',
    '事项名称',
    '服务名称',
    '服务项目',
    '职能事项',
    '转移事项',
    '承接事项',
    '需求',
    '需求事项',
    '需求名称',
    '项目',
    '名称',
  ],
  detail: ['说明', '服务内容', '内容', '具体内容', '简介', '描述', '事项说明', '需求内容', '备注'],
  field: ['类别', '领域', '分类', '类型', '行业', '服务类别'],
  contact: ['联系方式', '联系人', '联系电话', '电话', '联系人及电话'],
} as const satisfies Record<string, readonly string[]>;

export type ListColumn = keyof typeof listColumns;

/** Rows of one sheet below its head. */
export type ListSheet = {
  name: string | null;
  columns: ReadonlyMap<ListColumn, readonly number[]>;
  rows: readonly TableRow[];
};

const [rowsAbove, mostRows] = [10, 20_000];

/** Throws `input/invalid` for a file that is no list. */
export function readListSheets(all: readonly TableSheet[]): { sheets: ListSheet[]; notes: string[] } {
  const sheets: ListSheet[] = [];
  const notes: string[] = [];
  for (const { name, rows, hidden } of all) {
    const head = rows.slice(0, rowsAbove).find((row) => isHead(columnsOf(row)));
    const where = all.length > 1 && name !== null ? `“${name}”` : '';
    if (head === undefined) {
      if (rows.length > 0) notes.push(`表${where}没有认得的表头，没有导入`);
      continue;
    }
    const below = rows.filter(({ number }) => number > head.number);
    sheets.push({ name: all.length > 1 ? name : null, columns: columnsOf(head), rows: below });
    if (hidden > 0) notes.push(`${where}有 ${hidden} 行是隐藏的，没有导入；要导入请先取消隐藏或筛选`);
  }
  assertUsable(sheets);
  return { sheets, notes };
}

/** A column that comes twice, as a contact and a phone, is read as one. */
function columnsOf({ cells }: TableRow): Map<ListColumn, number[]> {
  const columns = new Map<ListColumn, number[]>();
  for (const [index, cell] of cells.entries()) {
    const written = cell
      .normalize('NFKC')
      .replace(/\(.*\)$/u, '')
      .replace(/[\s*:]/gu, '');
    const known = (Object.keys(listColumns) as ListColumn[]).find((one) =>
      listColumns[one].some((label) => label === written),
    );
    if (known !== undefined) columns.set(known, [...(columns.get(known) ?? []), index]);
  }
  return columns;
}

function isHead(columns: ReadonlyMap<ListColumn, unknown>): boolean {
  return columns.has('provider') && columns.has('subject');
}

function assertUsable(sheets: readonly ListSheet[]): void {
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  if (rows > mostRows)
    throw new AppError('input/invalid', `这份表有 ${rows} 行，一次最多 ${mostRows} 行，请拆成几份。`);
  if (rows > 0) return;
  throw new AppError(
    'input/invalid',
    sheets.length > 0
      ? '表头下面没有内容。'
      : '没有找到表头：前几行里要有一行列名，其中有“单位”和“服务事项”（或事项、需求）。',
  );
}
