import type { Command } from 'commander';
import { operator } from '../domain/audit.ts';
import { registerColumns } from '../features/reception/import-columns.ts';
import type { RegisterOutcome, RegisterReport, RegisterReportRow } from '../features/reception/register-import.ts';
import type { Context } from './context.ts';
import { formatTable, type Output } from './output.ts';

const outcomeNames = {
  added: '新增',
  same: '已有',
  refused: '没有导入',
} as const satisfies Record<RegisterOutcome, string>;

/** More lines than this are for a file, not for a screen. */
const shown = 200;

const sheetHelp = `
表里第一行写列名（上面可以有标题），次序随意，用不到的列不要紧；“内容”必须有，其余可以没有：
  ${Object.values(registerColumns)
    .map(([name]) => name)
    .join('、')}
有登记号的，同一年同一个号只算一件；没有登记号的，日期、单位、内容都一样只算一件，所以同一份表导入两次不会重复。
写了办理结果的要有办结日期，导入后就是已办结。日期写成 2026-11-01、2026/11/1 或 2026年11月1日。`;

type ImportOptions = { dryRun?: true; superior?: true; json?: true };

/** `cases import`. */
export function addImport(cases: Command, { open, output }: Context): void {
  cases
    .command('import')
    .description('从表格（.xlsx、.csv）导入纸质登记簿或督办清单，逐行说明结果；不行的行跳过，其余存入')
    .argument('<file>', '表格文件')
    .option('--superior', '是上级交办的督办清单（没有提出人）')
    .option('--dry-run', '只看结果，不存')
    .option('--json', '输出 JSON')
    .addHelpText('after', sheetHelp)
    .action(async (file: string, { superior, json, ...options }: ImportOptions) => {
      const dryRun = options.dryRun === true;
      const source = superior ? 'superior' : 'import';
      const report = await (await open()).ledgers.importRegister(file, { source, dryRun, who: operator });
      if (json) output.json(report);
      else sayReport(output, report, dryRun);
    });
}

function sayReport(output: Output, { counts, rows, notes }: RegisterReport, dryRun: boolean): void {
  const told = rows.filter(({ outcome }) => outcome !== 'same');
  if (told.length > 0)
    output.line(formatTable(['行', '结果', '登记号', '编号', '内容', '说明'], told.slice(0, shown).map(toCells)));
  if (told.length > shown) output.line(`其余 ${told.length - shown} 行从略，全部结果用 --json 看。`);
  for (const note of notes) output.line(`${note}。`);
  const sums = Object.entries(outcomeNames).map(
    ([outcome, name]) => `${name} ${counts[outcome as RegisterOutcome]} 行`,
  );
  output.line(`${dryRun ? '只是预览，没有存：' : ''}${sums.join('，')}。`);
}

function toCells({ sheet, row, outcome, register, no, content, detail }: RegisterReportRow): string[] {
  const where = sheet === null ? String(row) : `${sheet} ${row}`;
  return [where, outcomeNames[outcome], register ?? '', no ?? '', content, detail ?? ''];
}
