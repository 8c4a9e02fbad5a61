import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { operator } from '../domain/audit.ts';
import { type LedgerFormat, ledgerFormats } from '../features/reception/ledger-desk.ts';
import { type QueryOptions, toQuery, withQuery } from './case-query.ts';
import type { Context } from './context.ts';

type ExportOptions = QueryOptions & {
  format: string;
  output: string;
  organization?: string;
  day?: string;
  masked?: true;
};

/** `cases export`. */
export function addLedgers(cases: Command, { open, output }: Context): void {
  withQuery(cases.command('export').description('导出诉求台账（含联系方式，导出会记入操作记录）'))
    .option('--organization <name>', '单位名称里的字')
    .option('--day <id>', '接待日编号')
    .option('--masked', '姓名、电话打码')
    .requiredOption('--format <format>', `格式：${ledgerFormats.join('、')}`)
    .requiredOption('-o, --output <file>', '写到哪个文件')
    .option('--json', '输出 JSON')
    .action(async ({ organization, day, masked, ...options }: ExportOptions) => {
      const format = readFormat(options.format);
      const order = { format, file: resolve(options.output), who: operator, masked: masked === true };
      const query = { ...toQuery(options), organization: organization ?? null, day: day ?? null };
      const made = await (await open()).ledgers.register.export(query, order);
      if (options.json) output.json(made);
      else output.line(`已导出 ${made.cases} 条到 ${options.output}。`);
    });
}

function readFormat(text: string): LedgerFormat {
  const format = ledgerFormats.find((one) => one === text);
  if (format !== undefined) return format;
  throw new AppError('usage/invalid', `--format 应为 ${ledgerFormats.join('、')} 之一，收到 “${text}”。`);
}
