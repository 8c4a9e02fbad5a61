import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { type SheetFormat, sheetFormats } from '../features/integrity/month-sheet.ts';
import type { Context } from './context.ts';

/** `daily export`. */
export function addDailyExport(daily: Command, { open, output }: Context): void {
  daily
    .command('export')
    .description('导出一个月的寄语，打印出来请领导审签')
    .requiredOption('--month <month>', '哪个月（YYYY-MM）')
    .requiredOption('-o, --output <file>', `写到哪个文件，以 ${sheetFormats.map((one) => `.${one}`).join('、')} 结尾`)
    .option('--json', '输出 JSON')
    .action(async (options: { month: string; output: string; json?: true }) => {
      const format = readFormat(options.output);
      const file = resolve(options.output);
      const days = await (await open()).writeMonthSheet(options.month, { format, file });
      if (options.json) output.json({ file, days });
      else output.line(`已导出 ${options.month} 的 ${days} 天寄语到 ${options.output}。`);
    });
}

function readFormat(file: string): SheetFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = sheetFormats.find((one) => one === ending);
  if (format !== undefined) return format;
  throw new AppError('usage/invalid', `-o 的文件名应以 .xlsx、.docx 或 .csv 结尾，收到 “${file}”。`);
}
