import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { toListed } from '../features/reception/case-desk.ts';
import { kindName, statusNames } from '../features/reception/labels.ts';
import { seenEntry } from '../features/reception/seen.ts';
import { by } from './broadcast-lines.ts';
import type { Context } from './context.ts';
import { formatTable } from './output.ts';

/** A screenful of cases is less; a day of an association has not more. */
const mostListed = 500;

export function addMinutes(days: Command, { open, output }: Context): void {
  days
    .command('minutes')
    .description('写接待纪要，替换原来的')
    .argument('<id>', '编号，见 days list')
    .argument('[text]', '纪要；也可以用 --file 从文件读')
    .option('--file <path>', '纪要所在的文本文件（UTF-8）')
    .option('--json', '输出 JSON')
    .action(async (id: string, text: string | undefined, options: { file?: string; json?: true }) => {
      const minutes = await readMinutes(text, options.file);
      const day = await (await open()).receptionDays.desk.writeMinutes(id, minutes, by);
      if (options.json) output.json(day);
      else output.line('已保存纪要。');
    });
}

async function readMinutes(text: string | undefined, file: string | undefined): Promise<string> {
  if ((text === undefined) === (file === undefined))
    throw new AppError('usage/invalid', '请写上纪要，或用 --file 指定一个文本文件，只写一种。');
  if (file === undefined) return text ?? '';
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('input/invalid', `读不了文件 ${file}，请检查路径。`, { cause });
  });
}

export function addCases(days: Command, { open, output }: Context): void {
  days
    .command('cases')
    .description('列出一次接待日的诉求；后面写上诉求编号，就把它们归到这次接待日')
    .argument('<id>', '编号，见 days list')
    .argument('[no...]', '要归进来的诉求编号')
    .option('--after <no>', '从这一件以后接着列')
    .option('--json', '输出 JSON')
    .action(async (id: string, nos: string[], options: { after?: string; json?: true }) => {
      const app = await open();
      const { desk } = app.receptionDays;
      if (nos.length > 0) await desk.addCases(id, nos, by);
      const cases = await desk.cases(id, { after: options.after ?? null, limit: mostListed });
      await app.store.audit.append(seenEntry({ who: by, at: app.clock.now() }, { subject: id, cases: cases.length }));
      if (options.json) return output.json({ cases: cases.map(toListed) });
      const kinds = await app.cases.kindNames();
      if (cases.length === 0) return output.line('这次接待日还没有诉求。');
      const rows = cases.map((one) => [
        one.no,
        kindName(one.kind, kinds),
        statusNames[one.status],
        one.content.replace(/\s+/gu, ' ').slice(0, 40),
      ]);
      output.line(formatTable(['编号', '类别', '状态', '内容'], rows));
      if (cases.length === mostListed) output.line(`后面的用 --after ${cases.at(-1)?.no ?? ''} 接着看。`);
    });
}

export function addPoint(days: Command, { open, output }: Context): void {
  days
    .command('point')
    .description('写明公布结果时一件诉求怎么说：反映了什么，结果是什么')
    .argument('<id>', '接待日编号')
    .argument('<no>', '诉求编号')
    .option('--said <text>', '反映的事项；不写就按登记的内容，去掉姓名和电话')
    .option('--decided <text>', '办理结果；不写就按办理记录')
    .option('--json', '输出 JSON')
    .action(async (id: string, caseNo: string, options: { said?: string; decided?: string; json?: true }) => {
      const point = { caseNo, said: options.said?.trim() || null, decided: options.decided?.trim() || null };
      await (await open()).receptionDays.desk.setPoint(id, point, by);
      if (options.json) output.json(point);
      else output.line('已保存，公布结果时按这样写。');
    });
}

export function addReport(days: Command, { open, output }: Context): void {
  days
    .command('report')
    .description('公布结果：导出 Word 文件（-o），或把摘要发到群里（--send）')
    .argument('<id>', '编号，见 days list')
    .option('-o, --output <file>', '写到哪个 .docx 文件')
    .option('--send', '把摘要发到这次接待日的群里，只能发一次')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { output?: string; send?: true; json?: true }) => {
      if (options.output === undefined && !options.send)
        throw new AppError('usage/invalid', '请用 -o 写明文件，或用 --send 发到群里，也可以都写。');
      const { report } = (await open()).receptionDays;
      const file = options.output === undefined ? null : await report.write(id, resolve(options.output), by);
      const sent = options.send ? await report.send(id, by) : null;
      if (options.json) return output.json({ ...file, sent });
      if (file !== null) output.line(`已导出 ${file.cases} 件诉求的办理结果到 ${options.output ?? ''}。`);
      if (sent !== null)
        output.line(`已安排发往 ${sent.groups} 个群：\n${sent.text.replace(/\{\{|\}\}/gu, (two) => two[0] ?? '')}`);
    });
}
