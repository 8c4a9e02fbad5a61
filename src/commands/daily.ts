import { addDays, dayOf, isDay } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import { restDays } from '../features/integrity/choice.ts';
import { type PreviewDay, previewDays } from '../features/integrity/preview.ts';
import type { App } from '../app.ts';
import type { Commands } from './context.ts';

const longestPreview = 400;

export const dailyCommands: Commands = (program, { open, output }) => {
  const daily = program.command('daily').description('清廉文化每日寄语');
  daily
    .command('preview')
    .description('预览每天的寄语')
    .option('--days <n>', '看几天', readDays, 7)
    .option('--from <date>', '从哪天开始（YYYY-MM-DD），默认今天')
    .option('--json', '输出 JSON')
    .action(async (options: { days: number; from?: string; json?: true }) => {
      const app = await open();
      const days = await preview(app, { days: options.days, from: readDay(app, options.from) });
      if (options.json) return output.json({ days });
      for (const day of days) output.line(inWords(day));
    });
  daily
    .command('send')
    .description('现在就把一天的寄语发到各群；已经收到的群不会再收')
    .option('--date <date>', '哪天的寄语（YYYY-MM-DD），默认今天')
    .option('--json', '输出 JSON')
    .action(async (options: { date?: string; json?: true }) => {
      const app = await open();
      const { message, added } = await app.plan.planNow(readDay(app, options.date));
      if (options.json) output.json({ date: message.date, messageId: message.messageId, deliveries: added });
      else if (added === 0) output.line(`${message.date} 的寄语各群都已安排过，没有新的要发。`);
      else output.line(`${message.date} 的寄语已安排发往 ${added} 个群；服务运行时随即发出。`);
    });
};

function readDays(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= longestPreview) return Number(text);
  throw new AppError('usage/invalid', `--days 应为 1 到 ${longestPreview} 的整数，收到 “${text}”。`);
}

function readDay(app: App, text: string | undefined): string {
  if (text === undefined) return dayOf(app.clock.now(), app.config.timeZone);
  if (isDay(text)) return text;
  throw new AppError('usage/invalid', `日期应写成 YYYY-MM-DD，收到 “${text}”。`);
}

async function preview(app: App, of: { days: number; from: string }): Promise<PreviewDay[]> {
  const today = dayOf(app.clock.now(), app.config.timeZone);
  const earliest = of.from < today ? of.from : today;
  return previewDays({
    ...of,
    today,
    library: await app.library.read(),
    occasionsOf: await app.occasions(),
    fixed: await app.store.dailyDays.list(addDays(earliest, -restDays), addDays(of.from, of.days)),
  });
}

function inWords(day: PreviewDay): string {
  const head = `${day.date} ${day.weekday}${day.occasion === null ? '' : ` ${day.occasion}`}`;
  const source = day.source === null ? '' : ` ——${day.source}`;
  return `${head}\n  ${day.text ?? '（寄语库里没有可用的寄语）'}${source}${day.theme === null ? '' : `（${day.theme}）`}\n`;
}
