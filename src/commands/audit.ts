import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { auditActionName, auditDetailWords, auditFindingWords } from '../console/audit-words.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { App } from '../app.ts';
import { timeOf } from './broadcast-lines.ts';
import type { Commands, Context } from './context.ts';
import { formatTable } from './output.ts';
import { type PeriodOptions, readPeriod } from './read-period.ts';

const usualDays = 30;

export const auditCommands: Commands = (program, context) => {
  const audit = program.command('audit').description('操作记录：谁在什么时候做了什么，只增不改');
  addList(audit, context);
  addVerify(audit, context);
};

function addList(audit: Command, { open, output }: Context): void {
  audit
    .command('list')
    .description('列出操作记录')
    .option('--from <date>', `从哪天起（YYYY-MM-DD），不写就是最近 ${usualDays} 天`)
    .option('--to <date>', '到哪天为止，含当天，不写就是今天')
    .option('--json', '输出 JSON')
    .action(async (options: PeriodOptions & { json?: true }) => {
      const app = await open();
      const { from, until } = readPeriod(app, options, usualDays);
      const entries = await app.store.audit.list(from, until);
      if (options.json)
        return output.json({ entries: entries.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) });
      output.line(entries.length === 0 ? '这段时间里没有记录。' : tableOf(app, entries));
    });
}

function tableOf(app: App, entries: readonly AuditEntry[]): string {
  const rows = entries.map(({ seq, at, who, action, subject, detail }) => [
    String(seq),
    timeOf(app, at),
    who,
    auditActionName(action),
    subject,
    auditDetailWords(detail, (at) => timeOf(app, at)),
  ]);
  return formatTable(['序号', '时间', '谁', '做了什么', '对象', '说明'], rows);
}

function addVerify(audit: Command, { open, output }: Context): void {
  audit
    .command('verify')
    .description('核对操作记录有没有被改动、抽走或塞入')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: true }) => {
      const found = await (await open()).store.audit.verify();
      if (options.json) output.json(found);
      const { whole, sentence } = auditFindingWords(found);
      if (!whole) throw new AppError('record/conflict', sentence);
      if (!options.json) output.line(sentence);
    });
}
