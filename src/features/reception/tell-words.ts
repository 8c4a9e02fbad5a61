import { dayOf } from '../../base/calendar.ts';
import { withoutNumbers } from '../../domain/audit.ts';
import type { Case, CaseAction, CaseKind } from '../../domain/case.ts';
import { withoutContacts } from './public-text.ts';

/** Kinds whose result the group that reads along may see; of all others it is told in private alone. */
const openKinds: ReadonlySet<CaseKind> = new Set(['suggestion', 'demand']);

/** Whether the reason or the result of a case may be told in a conversation, one that others were merged into for all of them. */
export function mayTellResult(cases: readonly Pick<Case, 'kind'>[], { group }: { group: boolean }): boolean {
  return !group || cases.every(({ kind }) => openKinds.has(kind));
}

/** What of a result is told where others read along, or to whoever submitted another case: nothing that leads to who is meant. */
export function publicResult(result: string, of: readonly Pick<Case, 'contact' | 'memberName'>[]): string {
  const names = of.flatMap(({ contact, memberName }) => [contact, memberName]).filter((name) => name !== null);
  const unnamed = names
    .filter((name) => Array.from(name).length > 1)
    .reduce((text, name) => text.replaceAll(name, '某某'), result);
  return withoutNumbers(withoutContacts(unnamed));
}

export type Told = {
  action: CaseAction;
  one: Case;
  note: string | null;
  /** Another end is set than before. */
  dueChanged: boolean;
  timeZone: string;
};

/** What a step is to the one who submitted `to`; null = it does not concern them. In groups the number and the status only. */
export function stepText(told: Told, of: { to: Case; group: boolean; asksRating: boolean }): string | null {
  const news = newsOf(told);
  if (news === null) return null;
  const { note, one } = told;
  const { no } = of.to;
  if (told.action === 'reply') return replyText(no, note ?? '', of);
  const text = `${no} ${news}${untilOf(told)}`;
  const rating = of.asksRating ? ratingRequest({ no, group: of.group }) : '';
  if (note === null || !carriesNote.has(told.action)) return `${text}。${rating}`;
  const name = told.action === 'decline' || told.action === 'reopen' ? '原因' : '结果';
  const words = no === one.no ? note : publicResult(note, [one]);
  if (!of.group) return `${text}。\n${name}：${words}${rating === '' ? '' : `\n${rating}`}`;
  const where = mayTellResult([one, of.to], of) ? '发' : '私聊我发';
  return `${text}，${name}请${where}“/进度 ${no}”查看。${rating}`;
}

/** What staff say to whoever submitted it; where others read along, without what leads to a person. */
function replyText(no: string, words: string, { to, group }: { to: Case; group: boolean }): string {
  return group ? `${no} 的回复：${publicResult(words, [to])}` : `${no} 的回复：\n${words}`;
}

/** Steps whose note is written for the submitter; what staff note for themselves is not told. */
const carriesNote: ReadonlySet<CaseAction> = new Set(['decline', 'resolve', 'report_back', 'reopen']);

function newsOf({ action, one, note, dueChanged }: Told): string | null {
  switch (action) {
    case 'accept':
      return '已受理，正在安排办理';
    case 'decline':
      return '不予受理';
    case 'assign':
      return dueChanged ? '已安排办理' : null;
    case 'start':
      return '正在办理';
    case 'resolve':
      return '已办结';
    case 'report_back':
      return note === null ? null : '有反馈';
    case 'reopen':
      return '已重新办理';
    case 'reply':
      return '有回复';
    case 'merge':
      return one.mergedInto === null
        ? '收到了同样的反映，已合并一起办理'
        : '与另一件内容相同，已合并办理，进展照样告诉您';
    case 'register':
    case 'return':
    case 'note':
    case 'rate':
    case 'correct':
    case 'withdraw':
    case 'attach':
    case 'erase':
      return null;
  }
}

function untilOf({ action, one: { dueAt }, timeZone }: Told): string {
  const isSaid = dueAt !== null && (action === 'accept' || action === 'assign');
  return isSaid ? `，${dayOf(dueAt, timeZone)} 前答复` : '';
}

/** What has not been sent yet with what came after it, as one message; `asksRating`: it ends with the question. */
export function withNews(
  waiting: string,
  news: string,
  { no, group, asksRating }: { no: string; group: boolean; asksRating: boolean },
): string {
  const request = ratingRequest({ no, group });
  const without = (text: string): string => text.replace(request, '').trimEnd();
  const behind = without(news).replace(`${no} `, '');
  return `${without(waiting)}\n${behind}${asksRating ? `\n${request}` : ''}`;
}

function ratingRequest({ no, group }: { no: string; group: boolean }): string {
  const how = group ? '@我回复' : '回复';
  return `您对办理结果满意吗？请${how}“满意”“基本满意”或“不满意”（也可以带上编号：满意 ${no}）。`;
}
