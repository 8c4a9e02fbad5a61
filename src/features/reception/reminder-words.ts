import { withoutNumbers } from '../../domain/audit.ts';
import type { ReminderStage } from '../../domain/assignment.ts';

/** One thing that is told; `to` says whether they must act, or lead. */
export type Due = {
  stage: ReminderStage;
  to: 'assignee' | 'lead';
  no: string;
  content: string;
  assignee: string;
  dueDay: string | null;
};

const heads = {
  assigned: '新交给您办的',
  before: '快到期的',
  on: '今天到期的',
  overdue: '已经过期的',
} as const satisfies Record<ReminderStage, string>;

const order: readonly ReminderStage[] = ['overdue', 'on', 'before', 'assigned'];
const listed = 10;
const quoted = 30;

/** One message in private for all that has come at once. */
export function reminderText(dues: readonly Due[]): string {
  const own = dues.filter(({ to }) => to === 'assignee');
  const led = dues.filter(({ to }) => to === 'lead');
  const parts = order.flatMap((stage) =>
    section(
      heads[stage],
      own.filter((one) => one.stage === stage),
    ),
  );
  const leading = section(
    '您牵头、承办人还没有办结的',
    led.map((one) => ({ ...one, content: `${one.assignee}承办，${one.content}` })),
  );
  const help = own.length === 0 ? [] : ['发“/督办”看全部；办完了发“/督办 编号 已办结 结果”。'];
  return ['督办提醒', ...parts, ...leading, ...help].join('\n');
}

function section(head: string, dues: readonly Due[]): string[] {
  if (dues.length === 0) return [];
  const lines = dues.slice(0, listed).map(lineOf);
  const more = dues.length > listed ? [`……共 ${dues.length} 件`] : [];
  return [`${head} ${dues.length} 件：`, ...lines, ...more];
}

function lineOf({ no, content, dueDay }: Due): string {
  return `${no} ${briefly(content)}${dueDay === null ? '' : `（${dueDay} 前）`}`;
}

/** Its beginning, without numbers to call. */
export function briefly(content: string): string {
  const letters = Array.from(withoutNumbers(content).replace(/\s+/gu, ' '));
  return letters.length <= quoted ? letters.join('') : `${letters.slice(0, quoted).join('')}…`;
}
