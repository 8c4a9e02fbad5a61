import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import type { ImportReportRow, RowOutcome } from '../features/directory/import-plan.ts';
import { outcomeNames } from '../features/directory/import-sheet.ts';
import type { ImportReport } from '../features/directory/people-import.ts';
import type { Context } from './context.ts';
import { formatTable, type Output } from './output.ts';

/** More lines than this are for a file, not for a screen. */
const shown = 200;

const sheetHelp = `
表里第一行写列名，次序随意，用不到的列不要紧：
  协会（或 组织、单位）   必须有；可以写成路径，如 市委“两新”工委/综合党委/餐饮协会
  上级                   上级组织，也可以写成路径；表里没有的组织会自动新建
  姓名                   空着就只导入组织
  职务
  手机（或 电话）         一格一个号码
  同意短信               是、否，或同意的日期；空着不改
  标签                   记在组织上，几个之间用顿号隔开
同一组织里同名的算同一个人；空着的格不改原来的内容，同一份表导入两次不会有变化。
.csv 可以是 UTF-8 或 GB18030（中文 Windows 上 Excel 另存的）；一次最多 20000 行。`;

type ImportOptions = { dryRun?: true; strict?: true; json?: true };

export function addImport(people: Command, { open, output }: Context): void {
  people
    .command('import')
    .description('从表格（.xlsx、.csv）导入组织和通讯录，逐行说明结果；不行的行跳过，其余一起存入')
    .argument('<file>', '表格文件')
    .option('--dry-run', '只看结果，不存')
    .option('--strict', '有一行不行，就一行也不存')
    .option('--json', '输出 JSON')
    .addHelpText('after', sheetHelp)
    .action(async (file: string, { dryRun, strict, json }: ImportOptions) => {
      const { importPeople } = await open();
      const report = await importPeople(file, { dryRun: dryRun === true, strict: strict === true });
      if (json) output.json(report);
      else sayReport(output, report, { dryRun: dryRun === true });
      if (strict && report.counts.refused > 0)
        throw new AppError('input/invalid', `有 ${report.counts.refused} 行不行，按 --strict 一行也没有存。`);
    });
}

function sayReport(
  output: Output,
  { stored, counts, rows, notes }: ImportReport,
  { dryRun }: { dryRun: boolean },
): void {
  const told = rows.filter(({ outcome }) => outcome !== 'same');
  if (told.length > 0)
    output.line(formatTable(['行', '结果', '组织', '姓名', '说明'], told.slice(0, shown).map(toCells)));
  if (told.length > shown) output.line(`其余 ${told.length - shown} 行从略，全部结果用 --json 看。`);
  for (const note of notes) output.line(`${note}。`);
  const sums = Object.entries(outcomeNames).map(([outcome, name]) => `${name} ${counts[outcome as RowOutcome]} 行`);
  output.line(`${dryRun ? '只是预览，没有存：' : stored ? '' : '没有存：'}${sums.join('，')}。`);
}

function toCells({ sheet, row, outcome, organization, name, detail }: ImportReportRow): string[] {
  const where = sheet === null ? String(row) : `${sheet} ${row}`;
  return [where, outcomeNames[outcome], organization ?? '', name ?? '', detail ?? ''];
}
