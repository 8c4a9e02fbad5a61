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
  files?: true;
};

const about =
  '导出诉求台账。不加 --masked 时姓名、电话、邮箱是完整的，请只交给可以看的人；谁导出、是否完整、是否带文件都会记入操作记录';

/** `cases export`. */
export function addLedgers(cases: Command, { open, output }: Context): void {
  withQuery(cases.command('export').description(about))
    .option('--organization <name>', '单位名称里的字')
    .option('--day <id>', '接待日编号')
    .option('--masked', '姓名、电话、邮箱打码')
    .option('--files', '连同照片和文件（文件/编号/文件名），成一个 .zip 或新文件夹；它们的内容无法打码')
    .requiredOption('--format <format>', `格式：${ledgerFormats.join('、')}`)
    .requiredOption('-o, --output <file>', '写到哪个文件；带 --files 时写 .zip 文件名，或新文件夹')
    .option('--json', '输出 JSON')
    .action(async ({ organization, day, masked, files: withFiles, ...options }: ExportOptions) => {
      const format = readFormat(options.format);
      const files = withFiles === true;
      if (files) checkPlace(options.output);
      const order = { format, file: resolve(options.output), who: operator, masked: masked === true, files };
      const query = { ...toQuery(options), organization: organization ?? null, day: day ?? null };
      const made = await (await open()).ledgers.register.export(query, order);
      if (options.json) output.json(made);
      else output.line(`已导出 ${made.cases} 条${files ? `、${made.files} 个文件` : ''}到 ${options.output}。`);
      if (!options.json && files && masked) output.line('照片和文件的内容没有打码，交出去之前请看一遍。');
    });
}

/** Whoever writes `.xlsx` expects to open it. */
function checkPlace(written: string): void {
  if (/\.(?:xlsx|csv|docx|json)$/iu.test(written))
    throw new AppError('usage/invalid', '带 --files 导出的不止一个文件，-o 请写 .zip 文件名，例如 台账.zip。');
}

function readFormat(text: string): LedgerFormat {
  const format = ledgerFormats.find((one) => one === text);
  if (format !== undefined) return format;
  throw new AppError('usage/invalid', `--format 应为 ${ledgerFormats.join('、')} 之一，收到 “${text}”。`);
}
