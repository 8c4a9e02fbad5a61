import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { operator } from '../domain/audit.ts';
import { rollEntry } from '../features/broadcasts/audited.ts';
import { type RollFormat, rollFormats, type ShownRoll } from '../features/broadcasts/roll-export.ts';
import { notTold } from '../features/broadcasts/roll-sheet.ts';
import { stateNames } from '../features/broadcasts/state-names.ts';
import { wayNames } from '../features/broadcasts/way-names.ts';
import type { App } from '../app.ts';
import { timeOf } from './broadcast-lines.ts';
import type { Context } from './context.ts';
import { formatTable } from './output.ts';

/** `broadcast receipts`. */
export function addReceipts(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('receipts')
    .description('看谁确认了收到、谁没有，或导出名单（只供秘书处内部，不要发到群里）')
    .argument('<id>', '编号，见 broadcast list')
    .option('-o, --output <file>', `写到哪个文件，以 ${rollFormats.map((one) => `.${one}`).join(' 或 ')} 结尾`)
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { output?: string; json?: true }) => {
      const app = await open();
      const format = options.output === undefined ? null : readFormat(options.output);
      const shown = await app.rolls.show(id);
      // On record before anything is seen: what is shown cannot be taken back.
      await app.store.audit.append(rollEntry({ id, who: operator, at: app.clock.now() }, format));
      if (options.output === undefined || format === null)
        return options.json ? output.json(shown) : output.line(tableOf(app, shown));
      const to = { format, file: resolve(options.output) };
      const roll = await app.rolls.write(id, to);
      if (options.json) return output.json({ file: to.file, ...roll });
      output.line(`已导出 ${roll.groups.length} 个群的名单到 ${options.output}。`);
    });
}

function tableOf(app: App, { text, receipt, groups }: ShownRoll): string {
  const rows = groups.flatMap(({ group, tells, people }) =>
    people.map((one) => [
      group,
      one.name,
      timeIn(app, one.delivered, tells.includes('delivered')),
      timeIn(app, one.read, tells.includes('read')),
      one.acknowledged === null && one.expected ? '未确认' : timeIn(app, one.acknowledged, true),
      one.way === null ? '' : wayNames[one.way],
      [one.late ? '迟到' : '', one.remark ?? ''].filter((part) => part !== '').join('，'),
    ]),
  );
  const summary = groups.map(({ group, state, counts }) => [
    group,
    stateNames[state],
    ...[counts.expected, counts.acknowledged, counts.missing, counts.others].map(String),
  ]);
  return [
    text,
    `\n确认收到：${receipt.reason}，${timeOf(app, Date.parse(receipt.until))} 截止\n`,
    formatTable(['群', '投递', '应确认', '已确认', '未确认', '名单外确认'], summary),
    '',
    formatTable(['群', '姓名', '送达', '看过', '确认收到', '方式', '备注'], rows),
  ].join('\n');
}

function timeIn(app: App, time: string | null, told: boolean): string {
  if (time !== null) return timeOf(app, Date.parse(time));
  return told ? '' : notTold;
}

function readFormat(file: string): RollFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = rollFormats.find((one) => one === ending);
  if (format !== undefined) return format;
  throw new AppError('usage/invalid', `-o 的文件名应以 .xlsx 或 .csv 结尾，收到 “${file}”。`);
}
