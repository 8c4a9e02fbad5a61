import { AppError } from '../../base/errors.ts';
import type { TableRow, TableSheet } from '../../ports/table-files.ts';

/** What a column of a register says, by the names people give it. The first name is the one in the help. */
export const registerColumns = {
  content: [
    '内容',
    '诉求内容',
    '建议内容',
    '反映内容',
    '主要内容',
    '事项',
    '事项内容',
    '问题',
    '诉求',
    '建议',
    '交办事项',
    '督办事项',
  ],
  number: ['登记号', '编号', '登记编号', '序号', '文号', '交办编号', '督办编号'],
  date: ['日期', '登记日期', '登记时间', '接待日期', '来访日期', '反映时间', '收到日期', '交办日期', '交办时间'],
  kind: ['类别', '类型', '诉求类别', '诉求类型'],
  organization: ['单位', '协会', '商会', '企业', '单位名称', '协会名称', '所属协会', '所在单位'],
  contact: ['联系人', '姓名', '反映人', '提出人', '来访人'],
  phone: ['电话', '手机', '联系电话', '联系方式', '手机号', '手机号码', '电话号码'],
  email: ['邮箱', '电子邮箱', '邮件'],
  category: ['分类', '领域'],
  expectation: ['期望', '希望', '诉求目标', '办理要求'],
  due: ['期限', '办理期限', '办结期限', '要求办结日期', '完成时限', '办理时限'],
  result: ['办理结果', '处理结果', '办理情况', '答复', '答复内容', '处理意见'],
  ended: ['办结日期', '办结时间', '答复日期', '答复时间', '完成日期'],
  givenBy: ['交办单位', '交办机关', '来文单位', '督办单位'],
} as const satisfies Record<string, readonly string[]>;

export type RegisterColumn = keyof typeof registerColumns;

/** Where each column stands; absent ones are not in it. */
export type RegisterHead = { row: number; columns: ReadonlyMap<RegisterColumn, number>; unused: readonly string[] };

/** A title and a date may stand above the head. */
const rowsAbove = 10;

/** The head of a sheet, null when it has none; throws `input/invalid` when two columns say the same. */
export function findRegisterHead({ rows }: TableSheet): RegisterHead | null {
  for (const row of rows.slice(0, rowsAbove)) {
    const head = readHead(row);
    if (head !== null) return head;
  }
  return null;
}

/** What stands in a row under that name; '' where nothing does. */
export function cellOf({ cells }: TableRow, { columns }: RegisterHead, column: RegisterColumn): string {
  const index = columns.get(column);
  return index === undefined ? '' : (cells[index] ?? '').trim();
}

/** What people say must be there, and one column more that is known. */
function readHead({ number, cells }: TableRow): RegisterHead | null {
  const columns = new Map<RegisterColumn, number>();
  const unused: string[] = [];
  const twice: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell);
    const before = column === null ? undefined : columns.get(column);
    if (column === null) unused.push(...(cell.trim() === '' ? [] : [cell.trim()]));
    else if (before === undefined) columns.set(column, index);
    else twice.push(`“${cells[before]}”和“${cell}”`);
  }
  if (!columns.has('content') || columns.size < 2) return null;
  if (twice.length === 0) return { row: number, columns, unused };
  throw new AppError(
    'input/invalid',
    `第 ${number} 行的表头里，${twice.join('、')}是一个意思，请只留一列，或改个列名。`,
  );
}

function columnOf(cell: string): RegisterColumn | null {
  const name = cell
    .normalize('NFKC')
    .replace(/\(.*\)$/u, '')
    .replace(/[\s*:]/gu, '');
  const found = Object.entries(registerColumns).find(([, names]) => names.some((one) => one === name));
  return found === undefined ? null : (found[0] as RegisterColumn);
}
