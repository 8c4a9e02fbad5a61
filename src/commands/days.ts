import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';
import { type DayStatus, dayStatuses } from '../domain/reception-day.ts';
import { everyInWords } from '../features/reception/days-rule.ts';
import { dayActionNames, dayStatusNames, type ShownDay } from '../features/reception/days-show.ts';
import type { KindNames } from '../domain/form.ts';
import { kindName, statusNames } from '../features/reception/labels.ts';
import { by, timeOf } from './broadcast-lines.ts';
import type { Commands, Context } from './context.ts';
import { dayTable, spanOf } from './days-lines.ts';
import { addPlan } from './days-plan.ts';
import { addCases, addMinutes, addPoint, addReport } from './days-result.ts';
import { formatTable, type Output } from './output.ts';

export const dayCommands: Commands = (program, context) => {
  const days = program.command('days').description('接待日：安排、预告、开放、收集、公布结果');
  addList(days, context);
  addPlan(days, context);
  addShow(days, context);
  addAct(days, context, ['announce', '现在就在群里预告', '已预告']);
  addAct(days, context, ['open', '现在就开放，并在群里和私聊里邀请', '已开放']);
  addAct(days, context, ['close', '现在就结束', '已结束']);
  addCancel(days, context);
  addStop(days, context);
  addMinutes(days, context);
  addCases(days, context);
  addPoint(days, context);
  addReport(days, context);
};

const [usuallyListed, mostListed] = [30, 500];

function addList(days: Command, { open, output }: Context): void {
  days
    .command('list')
    .description('列出接待日，最近的在前')
    .option('--status <status>', `状态：${Object.values(dayStatusNames).join('、')}`)
    .option('--after <id>', '从这一个以后接着列')
    .option('--limit <n>', `最多列出几个，不写就是 ${usuallyListed}`)
    .option('--json', '输出 JSON')
    .action(async (options: { status?: string; after?: string; limit?: string; json?: true }) => {
      const app = await open();
      const { desk } = app.receptionDays;
      const page = {
        status: readStatus(options.status),
        after: options.after ?? null,
        limit: readLimit(options.limit),
      };
      const listed = await desk.list(page);
      const rules = await desk.rules();
      const note = await desk.holidayNote();
      if (options.json) return output.json({ days: listed, rules, note });
      const going = rules.filter(({ endedAt }) => endedAt === null);
      if (going.length > 0) {
        const rows = going.map((rule) => [
          rule.id,
          everyInWords(rule.every),
          `${rule.from}-${rule.until}`,
          rule.host,
          rule.segment,
        ]);
        output.line(`${formatTable(['定期', '规律', '时间', '接待', '范围'], rows)}\n`);
        if (note !== null) output.line(`${note}\n`);
      }
      if (listed.length === 0) return output.line('没有符合条件的接待日。');
      output.line(dayTable(app, listed));
      if (listed.length === page.limit) output.line(`更早的用 --after ${listed.at(-1)?.id ?? ''} 接着看。`);
    });
}

function addShow(days: Command, { open, output }: Context): void {
  days
    .command('show')
    .description('看一次接待日的安排、诉求和经过')
    .argument('<id>', '编号，见 days list')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { json?: true }) => {
      const app = await open();
      const day = await app.receptionDays.desk.show(id);
      if (options.json) return output.json(day);
      sayDay(app, day, { output, kinds: await app.cases.kindNames() });
    });
}

function sayDay(app: App, day: ShownDay, { output, kinds }: { output: Output; kinds: KindNames }): void {
  const told = (label: string, iso: string | null): string[] =>
    iso === null ? [] : [`${label}：${timeOf(app, Date.parse(iso))}`];
  const lines = [
    `时间：${spanOf(app, day)}（${dayStatusNames[day.status]}${day.reason === null ? '' : `：${day.reason}`}）`,
    `接待：${day.host}`,
    `地点：${day.place ?? '线上'}`,
    ...(day.topics.length === 0 ? [] : [`主题：${day.topics.join('、')}`]),
    `范围：${day.segment}`,
    ...told('预告', day.announceAt),
    ...told('提醒', day.remindAt),
    ...day.cases.map(({ kind, status, cases }) => `诉求：${kindName(kind, kinds)} ${statusNames[status]} ${cases} 件`),
    ...(day.minutes === null ? [] : ['', '纪要：', day.minutes]),
  ];
  for (const line of lines) output.line(line);
  const steps = day.steps.map((step) => [
    timeOf(app, Date.parse(step.at)),
    dayActionNames[step.action],
    step.who,
    step.note ?? '',
  ]);
  output.line(`\n${formatTable(['经过', '', '谁', '说明'], steps)}`);
}

type Act = readonly [name: 'announce' | 'open' | 'close', description: string, done: string];

function addAct(days: Command, { open, output }: Context, [name, description, done]: Act): void {
  days
    .command(name)
    .description(description)
    .argument('<id>', '编号，见 days list')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { json?: true }) => {
      const day = await (await open()).receptionDays.desk[name](id, by);
      if (options.json) return output.json(day);
      const note = day.steps.at(-1)?.note ?? null;
      output.line(note === null ? `${done}。` : `${done}：${note}。`);
    });
}

function addCancel(days: Command, { open, output }: Context): void {
  days
    .command('cancel')
    .description('取消一次接待日；已经听说的群会收到取消通知')
    .argument('<id>', '编号，见 days list')
    .requiredOption('--reason <reason>', '为什么取消，群里会看到')
    .option('--json', '输出 JSON')
    .action(async (id: string, { reason, json }: { reason: string; json?: true }) => {
      const day = await (await open()).receptionDays.desk.cancel(id, reason, by);
      if (json) return output.json(day);
      output.line('已取消。听说过这次接待日的群会收到通知，其余的不会再收到预告。');
    });
}

function addStop(days: Command, { open, output }: Context): void {
  days
    .command('stop')
    .description('停止一个定期接待日：以后不再安排，还没预告的取消')
    .argument('<rule>', '定期接待日的编号，见 days list')
    .option('--json', '输出 JSON')
    .action(async (rule: string, options: { json?: true }) => {
      const app = await open();
      const { cancelled, left } = await app.receptionDays.desk.stop(rule, by);
      if (options.json) return output.json({ cancelled, left });
      output.line(`已停止，取消了还没预告的 ${cancelled} 次。`);
      if (left.length === 0) return;
      output.line(`下面 ${left.length} 次已经预告，照常进行；不办了请逐次用 days cancel 取消。`);
      output.line(dayTable(app, left));
    });
}

function readStatus(text: string | undefined): DayStatus | null {
  if (text === undefined) return null;
  const found = dayStatuses.find((status) => status === text || dayStatusNames[status] === text);
  if (found !== undefined) return found;
  throw new AppError('usage/invalid', `没有“${text}”这个状态，可用：${Object.values(dayStatusNames).join('、')}。`);
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return usuallyListed;
  if (/^\d{1,3}$/u.test(text) && Number(text) >= 1 && Number(text) <= mostListed) return Number(text);
  throw new AppError('usage/invalid', `--limit 应为 1 到 ${mostListed} 的整数，收到 “${text}”。`);
}
