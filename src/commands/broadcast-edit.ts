import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import type { EditedSeries, SeriesChanges, WaitingOccurrence } from '../features/broadcasts/series-edit.ts';
import type { App } from '../app.ts';
import { by, timeOf } from './broadcast-lines.ts';
import { readDays, readHours } from './broadcast-series.ts';
import type { Context } from './context.ts';
import type { Output } from './output.ts';

type EditOptions = {
  to?: string;
  cron?: string;
  days?: string;
  from?: string | false;
  untilDate?: string | false;
  window?: string;
  receipt?: string | false;
  receiptWithin?: string;
  waiting?: true;
  json?: true;
};

export function addEdit(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('edit')
    .description('改一次群发的内容，只要还没有群收到；或改一个定期群发，从还没安排的那次起算')
    .argument('<id>', '编号，见 broadcast list')
    .argument('[text]', '新的内容，同样可以写 {群名} 这样的变量')
    .option('--to <segment>', '定期群发：改发到哪些群')
    .option('--cron <expr>', '定期群发：改时间表（分 时 日 月 星期）')
    .option('--days <which>', '定期群发：改日子，all、workdays 或 before-holidays')
    .option('--from <date>', '定期群发：改从哪天开始（YYYY-MM-DD）')
    .option('--no-from', '定期群发：不限从哪天开始')
    .option('--until-date <date>', '定期群发：改到哪天为止，含当天')
    .option('--no-until-date', '定期群发：不限到哪天为止')
    .option('--window <hours>', '定期群发：改每次到点后多少小时内还可以补发')
    .option('--receipt <reason>', '定期群发：改为请大家回复“收到”，写明为什么')
    .option('--no-receipt', '定期群发：不再请大家回复“收到”')
    .option('--receipt-within <hours>', '定期群发：改每次到点后多少小时内确认收到算及时')
    .option('--waiting', '定期群发：已经安排好、还没有群收到的那一次，也改成新的内容')
    .option('--json', '输出 JSON')
    .action(async (id: string, text: string | undefined, options: EditOptions) => {
      const app = await open();
      const changes = readChanges(text, options);
      if (Object.keys(changes).length === 0)
        throw new AppError(
          'usage/invalid',
          '请写新的内容，或用 --to、--cron 等写明要改什么，见 broadcast edit --help。',
        );
      const withWaiting = options.waiting ?? false;
      const edited = await app.broadcasts.editSeries(id, { changes, by, withWaiting });
      if (edited !== null) return options.json ? output.json(edited) : sayEdited(app, edited, output);
      const changed = await app.broadcasts.edit(id, onlyText(changes, withWaiting), by);
      if (options.json) return output.json({ id, changed });
      output.line(`已改好，${changed} 个群会收到新的内容。`);
    });
}

function readChanges(text: string | undefined, options: EditOptions): SeriesChanges {
  const { to, cron, days, from, untilDate, window, receipt, receiptWithin } = options;
  return {
    ...(text === undefined ? {} : { text }),
    ...(to === undefined ? {} : { to }),
    ...(cron === undefined ? {} : { cron }),
    ...(days === undefined ? {} : { days: readDays(days) }),
    ...(from === undefined ? {} : { from: from === false ? null : from }),
    ...(untilDate === undefined ? {} : { until: untilDate === false ? null : untilDate }),
    ...(window === undefined ? {} : { windowHours: readHours('--window', window) }),
    ...(receipt === undefined ? {} : { receiptReason: receipt === false ? null : receipt }),
    // Who asks for no 收到 has no time limit for it either.
    ...(receipt === false ? { receiptHours: null } : {}),
    ...(receiptWithin === undefined ? {} : { receiptHours: readHours('--receipt-within', receiptWithin) }),
  };
}

function onlyText({ text, ...others }: SeriesChanges, withWaiting: boolean): string {
  if (text !== undefined && Object.keys(others).length === 0 && !withWaiting) return text;
  throw new AppError(
    'usage/invalid',
    '一次群发只能改内容；--to、--cron、--waiting 等只用于定期群发，编号见 broadcast list。',
  );
}

function sayEdited(app: App, edited: EditedSeries, output: Output): void {
  const { nextAt, groups, rewritten, waiting, note } = edited;
  output.line(`已改好，从 ${timeOf(app, Date.parse(nextAt))} 那一次起算，现在范围里有 ${groups} 个群。`);
  if (rewritten > 0) output.line(`已经安排好的那一次也改了，${rewritten} 个群会收到新的内容。`);
  for (const one of waiting) output.line(waitingInWords(app, one));
  if (note !== null) output.line(note);
}

function waitingInWords(app: App, { id, at, groups, begun }: WaitingOccurrence): string {
  const head = `${timeOf(app, Date.parse(at))} 那一次已经安排好，还有 ${groups} 个群在等，发的仍是原来的`;
  const cancel = `不发请用 broadcast cancel '${id}'`;
  if (begun) return `${head}；已经有群收到，内容不能再改，${cancel}。`;
  return `${head}；要改它的内容请用 broadcast edit '${id}' '新的内容'，${cancel}。`;
}
