import { dayOf } from '../../base/calendar.ts';
import type { Case, CaseFields, CaseKind } from '../../domain/case.ts';
import type { Message } from '../../domain/message.ts';
import type { Records } from '../../ports/store.ts';
import { receptionDayOf } from './days-cases.ts';
import { giveToReceiver, type Receivers } from './receivers.ts';

/** When a case of a kind is to be done that came at `from`, epoch ms; null = no date. */
export type DueOf = (kind: CaseKind, from: number) => number | null;

/** Records what a message says, each with its number; the same message again gives the same cases. */
export async function recordCases(
  records: Pick<Records, 'cases' | 'receptionDays' | 'assignments'>,
  of: { message: Message; items: readonly CaseFields[]; timeZone: string; dueOf?: DueOf; receivers: Receivers },
): Promise<Case[]> {
  const { message, items, timeZone, dueOf } = of;
  const receptionDayId = await receptionDayOf(records, message);
  const recorded: Case[] = [];
  for (const [part, fields] of items.entries()) {
    const origin = {
      key: `message/${message.id}/${part}`,
      source: 'chat',
      who: message.sender.name,
      claimHash: null,
      receptionDayId,
      year: Number(dayOf(message.receivedAt, timeZone).slice(0, 4)),
      conversationId: message.conversationId,
      memberId: message.memberId,
      memberName: message.sender.name,
      messageId: message.id,
      dueAt: dueOf?.(fields.kind, message.receivedAt) ?? null,
      createdAt: message.receivedAt,
    } as const;
    const { one, isNew } = await records.cases.recordOnce({ ...fields, ...origin });
    recorded.push(isNew ? await giveToReceiver(records, one, of) : one);
  }
  return recorded;
}

/** What is said when it is recorded: the number, and nothing of what the member wrote, names and phones least of all. */
export function recordedReply(cases: readonly Case[], discreet: ReadonlySet<CaseKind> = builtInDiscreet): string {
  const [first] = cases;
  if (first === undefined) return '';
  const numbers = cases.map(({ no }) => no).join('、');
  const ask = cases.length === 1 ? `/进度 ${first.no}` : '/进度';
  const what = cases.length === 1 ? (openings.get(first.kind) ?? '已登记') : `已登记 ${cases.length} 条`;
  const quiet = cases.some(({ kind }) => discreet.has(kind)) ? '由工作人员处理，详情不在群里讨论。' : '';
  return `${what}，编号 ${numbers}。${quiet}发“${ask}”可以查看进度。`;
}

/** Kinds whose name alone would tell the group too much. */
const builtInDiscreet: ReadonlySet<CaseKind> = new Set(['complaint', 'dispute', 'fee_report']);

const openings: ReadonlyMap<CaseKind, string> = new Map([
  ['suggestion', '您的建议已登记'],
  ['demand', '您的诉求已登记'],
]);
