import type { Command } from 'commander';
import type { SkippedItem } from '../features/broadcasts/skipped.ts';
import type { App } from '../app.ts';
import { shorten, timeOf } from './broadcast-lines.ts';
import type { Context } from './context.ts';
import { type PeriodOptions, readPeriod } from './read-period.ts';

const usualDays = 7;

export function addSkipped(broadcast: Command, { open, output }: Context): void {
  broadcast
    .command('skipped')
    .description('哪些群发和寄语没有发出、为什么、是哪些群')
    .option('--from <date>', '从哪天起（YYYY-MM-DD）')
    .option('--to <date>', '到哪天为止，含当天，不写就是今天')
    .option('--days <n>', `最近几天，不写就是 ${usualDays} 天`)
    .option('--json', '输出 JSON')
    .action(async (options: PeriodOptions & { json?: true }) => {
      const app = await open();
      const period = readPeriod(app, options, usualDays);
      const skipped = await app.broadcasts.skipped(period);
      const [from, until] = [period.from, period.until].map((at) => new Date(at).toISOString());
      if (options.json) return output.json({ from, until, skipped });
      if (skipped.length === 0) return output.line('这段时间里没有没发出的。');
      for (const item of skipped) output.line(lineOf(app, item));
    });
}

function lineOf(app: App, { id, kind, at, text, reason, groups }: SkippedItem): string {
  const what = kind === 'daily' ? '每日寄语' : `“${shorten(text)}”`;
  const names = groups.map(({ group }) => group).join('、');
  const whom = groups.length === 0 ? '' : `\n  ${groups.length} 个群：${names}`;
  return `${timeOf(app, Date.parse(at))} ${what}（${id}）：${reason}${whom}`;
}
