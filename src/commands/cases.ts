import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../base/errors.ts';
import { type ExportFormat, exportFormats } from '../features/reception/case-desk.ts';
import type { CaseQuery } from '../features/reception/case-query.ts';
import { kindName, kindNames, statusNames } from '../features/reception/labels.ts';
import { parseCases } from '../features/reception/parse.ts';
import type { Command } from 'commander';
import type { Commands, Context } from './context.ts';
import { answerLines } from './json-lines.ts';
import { formatTable } from './output.ts';

type QueryOptions = { from?: string; to?: string; status?: string; kind?: string; json?: true };

const parseLine = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

export const caseCommands: Commands = (program, context) => {
  const cases = program.command('cases').description('诉求：群里登记下来的建议和反映');
  addList(cases, context);
  addShow(cases, context);
  addExport(cases, context);
  addParse(cases, context);
};

function addList(cases: Command, { open, output }: Context): void {
  withQuery(cases.command('list').description('列出诉求'))
    .option('--json', '输出 JSON')
    .action(async (options: QueryOptions) => {
      const list = await (await open()).cases.list(toQuery(options));
      if (options.json) return output.json(list);
      if (list.cases.length === 0) return output.line('没有符合条件的诉求。');
      const rows = list.cases.map((one) => [
        one.no,
        kindName(one.kind),
        statusNames[one.status],
        one.organization ?? '',
        one.content.replace(/\s+/g, ' ').slice(0, 40),
      ]);
      output.line(formatTable(['编号', '类别', '状态', '单位', '内容'], rows));
    });
}

function addShow(cases: Command, { open, output }: Context): void {
  cases
    .command('show')
    .description('看一条诉求的全部内容')
    .argument('<no>', '编号，如 2026-0001')
    .option('--json', '输出 JSON')
    .action(async (no: string, options: { json?: true }) => {
      const shown = await (await open()).cases.show(no);
      if (options.json) return output.json(shown);
      const lines = [
        ['编号', shown.no],
        ['类别', kindName(shown.kind)],
        ['状态', statusNames[shown.status]],
        ['单位', shown.organization],
        ['联系人', shown.contact],
        ['电话', shown.phone],
        ['分类', shown.category],
        ['内容', shown.content],
        ['期望', shown.expectation],
        ['来源群', shown.group],
        ['提交人', shown.member],
        ['登记时间', shown.createdAt],
      ];
      for (const [name, value] of lines) output.line(`${name}：${value ?? '（无）'}`);
    });
}

function addExport(cases: Command, { open, output }: Context): void {
  withQuery(cases.command('export').description('导出诉求'))
    .requiredOption('--format <format>', `格式：${exportFormats.join('、')}`)
    .requiredOption('-o, --output <file>', '写到哪个文件')
    .option('--json', '输出 JSON')
    .action(async (options: QueryOptions & { format: string; output: string }) => {
      const format = readFormat(options.format);
      const file = resolve(options.output);
      const made = await (await open()).cases.export(toQuery(options), { format, file });
      if (options.json) output.json(made);
      else output.line(`已导出 ${made.cases} 条到 ${options.output}。`);
    });
}

function addParse(cases: Command, { output }: Context): void {
  cases
    .command('parse')
    .description('看一段话会登记成什么，不保存')
    .argument('[text]', '一段话')
    .option('--stdin', '从标准输入逐行读 {"id","text"}，逐行输出 JSON')
    .option('--json', '输出 JSON（总是）')
    .action(async (text: string | undefined, options: { stdin?: true }) => {
      if (options.stdin) return answerLines(output, parseLine, async ({ id, text }) => ({ id, ...parseCases(text) }));
      if (text === undefined) throw new AppError('usage/invalid', '请写上一段话，例如：qingyu cases parse "建议：……"');
      output.json(parseCases(text));
    });
}

function withQuery(command: Command): Command {
  return command
    .option('--from <date>', '从哪天（YYYY-MM-DD）')
    .option('--to <date>', '到哪天，含当天')
    .option('--status <status>', `状态：${Object.values(statusNames).join('、')}`)
    .option('--kind <kind>', `类别：${Object.values(kindNames).join('、')}`);
}

function toQuery({ from, to, status, kind }: QueryOptions): CaseQuery {
  return { from: from ?? null, to: to ?? null, status: status ?? null, kind: kind ?? null };
}

function readFormat(text: string): ExportFormat {
  const format = exportFormats.find((one) => one === text);
  if (format !== undefined) return format;
  throw new AppError('usage/invalid', `--format 应为 ${exportFormats.join('、')} 之一，收到 “${text}”。`);
}
