import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { listTitles } from '../features/reception/list-titles.ts';
import { type ListDesk, type ListReport, readListName } from '../features/reception/lists.ts';
import type { ListRowOutcome } from '../features/reception/lists-import.ts';
import { by } from './broadcast-lines.ts';
import type { Commands, Context } from './context.ts';
import { formatTable, type Output } from './output.ts';

const outcomeNames = {
  added: '新增',
  changed: '有改动',
  same: '没变',
  refused: '没有导入',
} as const satisfies Record<ListRowOutcome, string>;

/** More lines than this are for a file, not for a screen. */
const shown = 200;
const [usuallyListed, usuallyMatched] = [200, 5];

const sheetHelp = `
表里第一行写列名，次序随意：
  单位（或 协会、企业）      必须有
  服务事项（或 事项、需求）  必须有，一行一件
  说明、类别、联系方式       可以没有；联系方式只给工作人员看
同一单位的同一事项算一件；同一份表导入两次不会有变化。`;

export const listCommands: Commands = (program, context) => {
  const names = Object.entries(listTitles).map(([name, title]) => `${name}（${title}）`);
  const lists = program.command('lists').description(`三张清单：${names.join('、')}`);
  addImport(lists, context);
  addList(lists, context);
  addRemove(lists, context);
};

type ImportOptions = { dryRun?: true; replace?: true; json?: true };

function addImport(lists: Command, { open, output }: Context): void {
  lists
    .command('import')
    .description('从表格（.xlsx、.csv）导入一张清单，逐行说明结果；不行的行跳过，其余一起存入')
    .argument('<list>', 'transfer、service 或 demand，也可以写中文名')
    .argument('<file>', '表格文件')
    .option('--replace', '表里没有的从清单里删掉')
    .option('--dry-run', '只看结果，不存')
    .option('--json', '输出 JSON')
    .addHelpText('after', sheetHelp)
    .action(async (list: string, file: string, { dryRun, replace, json }: ImportOptions) => {
      const name = readListName(list);
      const { lists: desk } = (await open()).receptionDays;
      const report = await desk.import(name, resolve(file), { dryRun: dryRun === true, replace: replace === true, by });
      if (json) output.json(report);
      else sayReport(output, report);
    });
}

function sayReport(output: Output, { stored, counts, rows, notes }: ListReport): void {
  const told = rows.filter(({ outcome }) => outcome !== 'same');
  const cells = told
    .slice(0, shown)
    .map((row) => [
      row.sheet === null ? String(row.row) : `${row.sheet} ${row.row}`,
      outcomeNames[row.outcome],
      row.provider ?? '',
      row.subject ?? '',
      row.detail ?? '',
    ]);
  if (told.length > 0) output.line(formatTable(['行', '结果', '单位', '事项', '说明'], cells));
  if (told.length > shown) output.line(`其余 ${told.length - shown} 行从略，全部结果用 --json 看。`);
  for (const note of notes) output.line(`${note}。`);
  const sums = Object.entries(outcomeNames).map(([outcome, name]) => `${name} ${counts[outcome as ListRowOutcome]} 行`);
  output.line(`${stored ? '' : '只是预览，没有存：'}${sums.join('，')}。`);
}

function addList(lists: Command, { open, output }: Context): void {
  lists
    .command('list')
    .description('列出一张清单')
    .argument('<list>', 'transfer、service 或 demand，也可以写中文名')
    .option('--after <id>', '从这一件以后接着列')
    .option('--json', '输出 JSON')
    .action(async (list: string, options: { after?: string; json?: true }) => {
      const { lists: desk } = (await open()).receptionDays;
      const items = await desk.list(readListName(list), { after: options.after ?? null, limit: usuallyListed });
      if (options.json) return output.json({ items });
      if (items.length === 0) return output.line('这张清单还是空的，用 lists import 导入。');
      output.line(itemTable(items));
      if (items.length === usuallyListed) output.line(`后面的用 --after ${items.at(-1)?.id ?? ''} 接着看。`);
    });
}

function itemTable(items: Awaited<ReturnType<ListDesk['list']>>): string {
  const rows = items.map(({ id, provider, subject, field, contact }) => [
    id,
    provider,
    subject,
    field ?? '',
    contact ?? '',
  ]);
  return formatTable(['编号', '单位', '事项', '类别', '联系方式'], rows);
}

function addRemove(lists: Command, { open, output }: Context): void {
  lists
    .command('remove')
    .description('从清单里删掉几件')
    .argument('<id...>', '编号，见 lists list')
    .option('--json', '输出 JSON')
    .action(async (ids: string[], options: { json?: true }) => {
      const removed = await (await open()).receptionDays.lists.remove(ids, by);
      if (options.json) output.json({ removed });
      else output.line(`已删掉 ${removed} 件。`);
    });
}

/** `cases matches`: what of the lists may serve a demand. */
export function addMatches(cases: Command, { open, output }: Context): void {
  cases
    .command('matches')
    .description('看服务能力和职能转移清单里有什么对得上一件诉求；只供工作人员参考，不会告诉会员')
    .argument('<no>', '诉求编号')
    .option('--limit <n>', '最多列出几件', String(usuallyMatched))
    .option('--json', '输出 JSON')
    .action(async (no: string, options: { limit: string; json?: true }) => {
      const found = await (await open()).receptionDays.lists.matches(no, readLimit(options.limit));
      if (options.json) return output.json(found);
      if (found.matches.length === 0) return output.line('清单里没有对得上的。');
      const rows = found.matches.map(({ id, score, provider, subject, contact, shared }) => [
        id,
        score.toFixed(2),
        provider,
        subject,
        contact ?? '',
        shared.join('、'),
      ]);
      output.line(formatTable(['编号', '相近', '单位', '事项', '联系方式', '都提到'], rows));
      output.line('请核实后再联系双方，不要直接答应会员。');
    });
}

function readLimit(text: string): number {
  if (/^\d{1,2}$/u.test(text) && Number(text) >= 1) return Number(text);
  throw new AppError('usage/invalid', `--limit 应为 1 到 99 的整数，收到 “${text}”。`);
}
