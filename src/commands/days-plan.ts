import type { Command } from 'commander';
import { dayOf } from '../base/calendar.ts';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';
import type { DayEdit } from '../features/reception/days-checks.ts';
import type { DayDraft } from '../features/reception/days-draft.ts';
import { everyInWords } from '../features/reception/days-rule.ts';
import { by } from './broadcast-lines.ts';
import type { Context } from './context.ts';
import { dayTable } from './days-lines.ts';

type PlanOptions = {
  date?: string;
  from: string;
  until: string;
  host: string;
  place?: string;
  topics?: string;
  to: string;
  announce: string;
  remind: string;
  every?: string;
  json?: true;
};

export function addPlan(days: Command, context: Context): void {
  addNew(days, context);
  addChange(days, context);
}

function addNew(days: Command, { open, output }: Context): void {
  days
    .command('plan')
    .description('安排一次接待日，或用 --every 安排定期的')
    .option('--date <date>', '哪天（YYYY-MM-DD）；定期的写从哪天起，不写就是今天')
    .requiredOption('--from <time>', '开始时间，如 09:00')
    .requiredOption('--until <time>', '结束时间，如 11:30')
    .requiredOption('--host <name>', '谁接待，如 张会长')
    .option('--place <place>', '地点；不写就是线上，在群里')
    .option('--topics <topics>', '主题，几个之间用逗号隔开')
    .requiredOption('--to <segment>', '哪些群：all、tag:标签、org:组织、group:群编号，几个之间用逗号隔开')
    .option('--announce <days>', '提前几天（9 点）在群里预告，off 不预告', '3')
    .option('--remind <days>', '提前几天（9 点）在群里提醒，off 不提醒', '1')
    .option(
      '--every <rule>',
      '定期：workday:3（每月第三个工作日，-1 是最后一个），或“日 月 星期”三项，如 15 * *（每月 15 日），遇休息日顺延',
    )
    .option('--json', '输出 JSON')
    .action(async (options: PlanOptions) => {
      const app = await open();
      await app.rooms.enrollNew();
      const { desk } = app.receptionDays;
      if (options.every === undefined) {
        const day = await desk.plan(readPlan(options, readDate(options.date)));
        return options.json ? output.json(day) : output.line(`已安排。编号 ${day.id}\n${dayTable(app, [day])}`);
      }
      const draft = { ...readPlan(options, options.date ?? todayOf(app)), every: options.every };
      const { rule, days } = await desk.planRule(draft);
      const note = await desk.holidayNote();
      if (options.json) return output.json({ rule, days, note });
      output.line(`已安排定期接待日：${everyInWords(rule.every)}。编号 ${rule.id}`);
      output.line(days.length === 0 ? '最近一个月内没有，到时自动安排。' : dayTable(app, days));
      if (note !== null) output.line(note);
    });
}

type ChangeOptions = {
  date?: string;
  from?: string;
  until?: string;
  host?: string;
  place?: string;
  topics?: string;
  json?: true;
};

function addChange(days: Command, { open, output }: Context): void {
  days
    .command('change')
    .description('改一次接待日；已经预告的，群里会收到变动通知')
    .argument('<id>', '编号，见 days list')
    .option('--date <date>', '哪天（YYYY-MM-DD）')
    .option('--from <time>', '开始时间')
    .option('--until <time>', '结束时间')
    .option('--host <name>', '谁接待')
    .option('--place <place>', '地点；online 改为线上')
    .option('--topics <topics>', '主题，几个之间用逗号隔开；空着就是没有')
    .option('--json', '输出 JSON')
    .action(async (id: string, { json, ...options }: ChangeOptions) => {
      const edit = readChange(options);
      if (Object.keys(edit).length === 0) throw new AppError('usage/invalid', '请写明要改什么，用 --help 看能改的。');
      const app = await open();
      const day = await app.receptionDays.desk.change(id, edit, by);
      if (json) return output.json(day);
      output.line(`已改。\n${dayTable(app, [day])}`);
    });
}

function readChange({ place, topics, ...others }: Omit<ChangeOptions, 'json'>): DayEdit {
  return {
    ...others,
    ...(place !== undefined && { place: place === 'online' ? null : place }),
    ...(topics !== undefined && { topics: readTopics(topics) }),
  };
}

function readPlan(options: PlanOptions, date: string): DayDraft {
  const { from, until, host, place, to } = options;
  return {
    date,
    from,
    until,
    host,
    place: place ?? null,
    topics: readTopics(options.topics ?? ''),
    to,
    announceDays: readLead('--announce', options.announce),
    remindDays: readLead('--remind', options.remind),
    by,
  };
}

function readDate(date: string | undefined): string {
  if (date !== undefined) return date;
  throw new AppError('usage/invalid', '请用 --date 写明哪天；定期的用 --every 写明规律。');
}

function readTopics(written: string): string[] {
  return written
    .split(/[,，、;；]/u)
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
}

function readLead(option: string, text: string): number | null {
  if (text === 'off') return null;
  if (/^\d{1,2}$/u.test(text)) return Number(text);
  throw new AppError('usage/invalid', `${option} 应写几天（整数）或 off，收到 “${text}”。`);
}

function todayOf({ clock, config }: App): string {
  return dayOf(clock.now(), config.timeZone);
}
