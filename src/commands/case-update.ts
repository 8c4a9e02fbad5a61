import type { Command } from 'commander';
import { AppError } from '../base/errors.ts';
import type { FollowAction } from '../domain/case-flow.ts';
import type { CaseAct } from '../features/reception/case-act.ts';
import { actionNames, statusNames } from '../features/reception/labels.ts';
import type { Taken } from '../features/reception/take-step.ts';
import { by } from './broadcast-lines.ts';
import type { Context } from './context.ts';
import { type DueOptions, readDue, readWhole, withDue } from './due-options.ts';

type Options = DueOptions & {
  accept?: true;
  decline?: string;
  assign?: string;
  start?: true;
  return?: string;
  resolve?: string;
  reportBack?: string | true;
  reopen?: string;
  reply?: string;
  note?: string;
  lead?: string;
  seen?: string;
  json?: true;
};

/** Which option is which act. */
const optionOf = {
  accept: 'accept',
  decline: 'decline',
  assign: 'assign',
  start: 'start',
  return: 'return',
  resolve: 'resolve',
  report_back: 'reportBack',
  reopen: 'reopen',
  reply: 'reply',
} as const satisfies Record<Exclude<FollowAction, 'note'>, keyof Options>;

export function addUpdate(cases: Command, { open, output }: Context): void {
  withDue(cases.command('update').description('办理一条诉求：一次做一件事，提交人在提交的地方收到消息'))
    .argument('<no>', '编号，如 2026-0001')
    .option('--accept', '受理')
    .option('--decline <reason>', '不予受理，写明原因（提交人会看到）')
    .option('--assign <who>', '交办：账号、通讯录里的人（协会/姓名）、组织，或“单位：名称”')
    .option('--lead <who>', '牵头人：过期时也提醒；不写就是交办的人')
    .option('--start', '开始办理')
    .option('--return <reason>', '退回，写明原因，等着重新交办')
    .option('--resolve <result>', '办结，写明办理结果（提交人会看到，请不要写别人的姓名和电话）')
    .option('--report-back [text]', '已反馈；写了内容就发给提交人')
    .option('--reopen <reason>', '重新办理，写明原因')
    .option('--reply <text>', '回复提交人，发到提交的地方')
    .option('--note <text>', '备注，只给工作人员看；可以单独用，也可以和受理、交办、开始办理一起用')
    .option('--seen <version>', '看到的是第几版（cases show --json 里的 version）；之后被别人改过就不改')
    .option('--json', '输出 JSON')
    .action(async (no: string, options: Options) => {
      const act = toAct(options);
      const seen = options.seen === undefined ? null : readWhole(options.seen, '--seen');
      const taken = await (await open()).followUp.act(no, act, { who: by, seen });
      if (options.json) return output.json(shownOf(taken));
      output.line(
        `${no} 记下了“${actionNames[act.action]}”，现在是“${statusNames[taken.case.status]}”。${toldWords(taken)}`,
      );
    });
}

export function addMerge(cases: Command, { open, output }: Context): void {
  cases
    .command('merge')
    .description('把一条诉求并入另一条内容相同的，两边的提交人都会收到消息')
    .argument('<no>', '要并掉的编号')
    .argument('<into>', '并入的编号')
    .option('--json', '输出 JSON')
    .action(async (no: string, into: string, options: { json?: true }) => {
      const taken = await (await open()).followUp.merge({ no, into }, { who: by, seen: null });
      if (options.json) return output.json(shownOf(taken));
      output.line(`${no} 已并入 ${into}。${toldWords(taken)}`);
    });
}

function shownOf({ case: { no, status, version, mergedInto }, told }: Taken): object {
  return { no, status, version, mergedInto, told };
}

function toldWords({ told }: Taken): string {
  return told === 0 ? '' : `会告诉 ${told} 位提交人。`;
}

/** Throws `usage/invalid` for none and for several. */
function toAct(options: Options): CaseAct {
  const names = Object.keys(optionOf) as (keyof typeof optionOf)[];
  const [action, another] = names.filter((name) => options[optionOf[name]] !== undefined);
  if (another !== undefined) throw new AppError('usage/invalid', '一次只做一件事，请分开执行。');
  const note = options.note ?? null;
  if (action === undefined && note === null)
    throw new AppError(
      'usage/invalid',
      '请写上要做什么，例如：--accept、--assign 李干事 --due-days 5、--resolve 结果。',
    );
  if (action === 'assign')
    return { action, note, order: { to: options.assign ?? '', lead: options.lead ?? null, ...readDue(options) } };
  if (options.lead !== undefined || options.due !== undefined || options.dueDays !== undefined)
    throw new AppError('usage/invalid', '--lead、--due 和 --due-days 要和 --assign 一起用。');
  const value = action === undefined ? true : options[optionOf[action]];
  if (typeof value === 'string' && note !== null)
    throw new AppError('usage/invalid', '--note 不能和这件事一起用，请分开执行。');
  return { action: action ?? 'note', note: typeof value === 'string' ? value : note };
}
