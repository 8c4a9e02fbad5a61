import type { Command } from 'commander';
import type { App } from '../app.ts';
import { AppError } from '../base/errors.ts';
import { statusNames } from '../features/reception/labels.ts';
import { type WaitingAsk, type WaitingList } from '../features/reception/waiting.ts';
import { by } from './broadcast-lines.ts';
import type { Context } from './context.ts';
import { readWhole } from './due-options.ts';
import { formatTable } from './output.ts';

export type WaitingOptions = {
  dissatisfied?: true;
  open?: true;
  overdue?: true;
  assignee?: string;
  after?: string;
  limit?: string;
};

const usualLimit = 100;

export function withWaiting(command: Command): Command {
  return command
    .option('--open', '只看没办完的，按期限排')
    .option('--overdue', '只看过期没办完的')
    .option('--assignee <who>', '只看交给谁办、没办完的：账号、通讯录里的人、组织，或“单位：名称”')
    .option('--dissatisfied', '只看办结后评价“不满意”、还没有重新办理的，附原因')
    .option('--after <place>', '上一页末尾给出的位置（与 --open、--overdue、--assignee 一起用）')
    .option('--limit <n>', `一页几条（同上），不写就是 ${usualLimit}`);
}

/** Null: the register is asked for, not what waits. */
export function toWaiting(options: WaitingOptions & { json?: true }): (WaitingAsk & { json: boolean }) | null {
  const { open, overdue, assignee, after, limit, json, dissatisfied, ...query } = options;
  if (!open && !overdue && assignee === undefined && !dissatisfied) return null;
  if (Object.keys(query).length > 0)
    throw new AppError(
      'usage/invalid',
      '--open、--overdue、--assignee 和 --dissatisfied 不能和 --from、--to、--status、--kind 一起用。',
    );
  return {
    overdue: overdue ?? false,
    assignee: assignee ?? null,
    after: after ?? null,
    limit: limit === undefined ? usualLimit : readWhole(limit, '--limit'),
    json: json ?? false,
  };
}

/** `cases list --dissatisfied`: for staff to decide whether it is done again. */
export async function showDissatisfied(
  { followUp, store, clock }: App,
  output: Context['output'],
  { json, limit }: { json: boolean; limit: number },
): Promise<void> {
  const list = await followUp.dissatisfied(limit);
  const seen = { subject: 'cases list', detail: { cases: list.cases.length } };
  if (json) await store.audit.append({ at: clock.now(), who: by, action: 'case/view', ...seen });
  if (json) return output.json(list);
  if (list.cases.length === 0) return output.line('没有评价“不满意”的。');
  const rows = list.cases.map((one) => [
    one.no,
    one.kindName,
    one.reason ?? '（没有说）',
    one.content.replace(/\s+/g, ' ').slice(0, 30),
  ]);
  output.line(formatTable(['编号', '类别', '原因', '内容'], rows));
  output.line('决定重新办理的：cases update 编号 --reopen 原因');
}

/** `cases list --overdue|--assignee`: what waits, with who must act until when. */
export async function showWaiting(
  { followUp, store, clock }: App,
  output: Context['output'],
  { json, ...ask }: WaitingAsk & { json: boolean },
): Promise<void> {
  const list = await followUp.waiting(ask);
  const seen = { subject: 'cases list', detail: { cases: list.cases.length } };
  if (json) await store.audit.append({ at: clock.now(), who: by, action: 'case/view', ...seen });
  if (json) return output.json(list);
  output.line(list.cases.length === 0 ? '没有等着办的诉求。' : tableOf(list));
  if (list.next !== null) output.line(`共 ${list.total} 条，下一页：--after ${list.next}`);
}

function tableOf({ cases }: WaitingList): string {
  const rows = cases.map((one) => [
    one.no,
    one.kindName,
    statusNames[one.status],
    one.assignee ?? '（未交办）',
    one.dueDay ?? '',
    one.daysLeft === null ? '' : one.daysLeft < 0 ? `已过 ${-one.daysLeft} 个工作日` : `还有 ${one.daysLeft} 个工作日`,
    one.content.replace(/\s+/g, ' ').slice(0, 30),
  ]);
  return formatTable(['编号', '类别', '状态', '承办', '期限', '时间', '内容'], rows);
}
