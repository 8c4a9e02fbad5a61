import { dayOf, readDay } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import { type PreviewDay, readPreview } from '../features/integrity/preview.ts';
import type { App } from '../app.ts';
import type { Commands } from './context.ts';
import { addDailyDraft } from './daily-draft.ts';
import { addDailyDrafts } from './daily-drafts.ts';
import { addDailyExport } from './daily-export.ts';
import { addDayOrders } from './day-orders.ts';

const longestPreview = 400;

export const dailyCommands: Commands = (program, context) => {
  const { open, output } = context;
  const daily = program.command('daily').description('清廉文化每日寄语');
  daily
    .command('preview')
    .description('预览每天的寄语')
    .option('--days <n>', '看几天', readDays, 7)
    .option('--from <date>', '从哪天开始（YYYY-MM-DD），默认今天')
    .option('--json', '输出 JSON')
    .action(async (options: { days: number; from?: string; json?: true }) => {
      const app = await open();
      const of = { days: options.days, from: dayOrToday(app, options.from) };
      const days = await readPreview({ ...app, timeZone: app.config.timeZone }, of);
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
      const { message, added } = await app.plan.planNow(dayOrToday(app, options.date));
      if (options.json) output.json({ date: message.date, messageId: message.messageId, deliveries: added });
      else if (added === 0) output.line(`${message.date} 的寄语各群都已安排过，没有新的要发。`);
      else output.line(`${message.date} 的寄语已安排发往 ${added} 个群；服务运行时随即发出。`);
    });
  addDayOrders(daily, context);
  addDailyDraft(daily, context);
  addDailyDrafts(daily, context);
  addDailyExport(daily, context);
};

function readDays(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= longestPreview) return Number(text);
  throw new AppError('usage/invalid', `--days 应为 1 到 ${longestPreview} 的整数，收到 “${text}”。`);
}

function dayOrToday(app: App, text: string | undefined): string {
  return text === undefined ? dayOf(app.clock.now(), app.config.timeZone) : readDay(text);
}

function inWords(day: PreviewDay): string {
  const head = `${day.date} ${day.weekday}${day.occasion === null ? '' : ` ${day.occasion}`}${day.state === 'fixed' ? ' 〔已指定〕' : ''}${day.generated ? ' 〔AI 生成〕' : ''}`;
  if (day.state === 'skipped') return `${head}\n  （${day.reason ?? '不发'}）\n`;
  const source = day.source === null ? '' : ` ——${day.source}`;
  return `${head}\n  ${day.text ?? '（寄语库里没有可用的寄语）'}${source}${day.theme === null ? '' : `（${day.theme}）`}\n`;
}
