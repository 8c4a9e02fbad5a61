import type { Command } from 'commander';
import { formatInstant } from '../base/calendar.ts';
import { statusNames } from '../features/reception/labels.ts';
import type { ReminderByHand } from '../features/reception/reminders-by-hand.ts';
import type { Untold } from '../features/reception/untold.ts';
import type { Context } from './context.ts';
import { formatTable } from './output.ts';

export function addDuplicates(cases: Command, { open, output }: Context): void {
  cases
    .command('duplicates')
    .description('看还没办完的诉求里有没有和这一条相同的；合并由人决定（cases merge）')
    .argument('<no>', '编号')
    .option('--json', '输出 JSON')
    .action(async (no: string, options: { json?: true }) => {
      const found = await (await open()).followUp.duplicates(no);
      if (options.json) return output.json(found);
      if (found.cases.length === 0) return output.line('没有看起来相同的。');
      const rows = found.cases.map((one) => [
        one.no,
        String(one.score),
        statusNames[one.status],
        one.organization ?? '',
        one.reason,
        one.content.replace(/\s+/g, ' ').slice(0, 30),
      ]);
      output.line(formatTable(['编号', '相近', '状态', '单位', '理由', '内容'], rows));
    });
}

export function addReminders(cases: Command, { open, output }: Context): void {
  cases
    .command('reminders')
    .description('列出机器人告诉不了、要由人告诉的：承办人，和没有收到进展的提交人')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const { followUp, config } = await open();
      const found = await followUp.remindersByHand();
      if (options.json) return output.json(found);
      if (found.reminders.length + found.submitters.length === 0) return output.line('没有要由人告诉的。');
      if (found.reminders.length > 0) output.line(remindersTable(found.reminders));
      if (found.submitters.length > 0) output.line(submittersTable(found.submitters, config.timeZone));
    });
}

const stageNames = {
  assigned: '新交办',
  before: '快到期',
  on: '今天到期',
  overdue: '已过期',
} as const satisfies Record<ReminderByHand['stage'], string>;

function submittersTable(submitters: readonly Untold[], timeZone: string): string {
  const rows = submitters.map(({ no, at, reason }) => [no, formatInstant(Date.parse(at), timeZone), reason]);
  return formatTable(['提交人没有收到进展', '时间', '原因'], rows);
}

function remindersTable(reminders: readonly ReminderByHand[]): string {
  const rows = reminders.map((one) => [
    one.no,
    one.assignee,
    one.lead ?? '',
    stageNames[one.stage],
    one.dueDay ?? '',
    one.reason,
  ]);
  return formatTable(['编号', '承办', '牵头', '提醒', '期限', '原因'], rows);
}
