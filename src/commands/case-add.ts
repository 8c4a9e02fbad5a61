import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import { by } from './broadcast-lines.ts';
import type { Context } from './context.ts';
import { type DueOptions, readDue, withDue } from './due-options.ts';

type Options = DueOptions & {
  source: string;
  kind: string;
  content: string;
  organization?: string;
  contact?: string;
  phone?: string;
  category?: string;
  expectation?: string;
  givenBy?: string;
  theirNumber?: string;
  key?: string;
  json?: true;
};

export function addAdd(cases: Command, { open, output }: Context): void {
  withDue(cases.command('add').description('登记一条不是群里说的：来电来访，或上级交办（督办）'))
    .requiredOption('--content <text>', '要办的事')
    .option('--source <source>', 'desk（来电来访）或 superior（上级交办，没有提交人）', 'desk')
    .option('--kind <kind>', '类别', 'demand')
    .option('--organization <name>', '单位')
    .option('--contact <name>', '联系人')
    .option('--phone <number>', '电话')
    .option('--category <name>', '分类')
    .option('--expectation <text>', '期望')
    .option('--given-by <name>', '谁交办的，上级交办时要写')
    .option('--their-number <text>', '对方的文号或编号')
    .option('--key <text>', '同一个 key 只登记一次，供脚本用')
    .option('--json', '输出 JSON')
    .action(async (options: Options) => {
      const { source, kind, content, key = null } = options;
      if (source !== 'desk' && source !== 'superior')
        throw new AppError('usage/invalid', `--source 应为 desk 或 superior，收到的是“${source}”。`);
      const fields = {
        organization: options.organization ?? null,
        contact: options.contact ?? null,
        phone: options.phone ?? null,
        category: options.category ?? null,
        expectation: options.expectation ?? null,
        givenBy: options.givenBy ?? null,
        theirNumber: options.theirNumber ?? null,
      };
      const order = { key, source, kind, content, ...fields, ...readDue(options) } as const;
      const added = await (await open()).followUp.add(order, { who: by, seen: null });
      if (options.json) output.json(added);
      else output.line(`已登记，编号 ${added.no}。`);
    });
}
