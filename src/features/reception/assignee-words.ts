import type { Case } from '../../domain/case.ts';
import { statusNames } from './labels.ts';
import { briefly } from './reminder-words.ts';
import type { WaitingItem, WaitingList } from './waiting.ts';

export const aloneSentence = '督办事项请私聊我发“/督办”查看，群里不列。';
export const unknownSentence = '还不知道您是谁：请向秘书处要绑定码，私聊我发“/绑定 绑定码”，再发“/督办”。';
export const nothingSentence = '现在没有交给您办的事项。';

export function notYoursSentence(no: string): string {
  return `${no} 没有交给您办，或者已经办完；发“/督办”看交给您的全部。`;
}

export function whichSentence(list: WaitingList): string {
  return `交给您的有 ${list.total} 件，请写上编号，例如：/督办 ${list.cases[0]?.no ?? '2026-0001'} 已办结 结果`;
}

export function doneSentence({ no, status }: Case, told: number): string {
  return `${no} 已改为“${statusNames[status]}”${told > 0 ? '，提交人会收到消息' : ''}。`;
}

export function listText({ cases, total }: WaitingList): string {
  const more = total > cases.length ? [`……共 ${total} 件`] : [];
  const first = cases[0]?.no ?? '';
  const help = [
    `看全部内容：/督办 ${first}`,
    `开始办：/督办 ${first} 开始`,
    `办完了：/督办 ${first} 已办结 结果`,
    `不该由您办：/督办 ${first} 退回 原因`,
  ];
  return [`交给您办的 ${total} 件：`, ...cases.map(lineOf), ...more, ...help].join('\n');
}

function lineOf({ no, kindName, content, dueDay, daysLeft }: WaitingItem): string {
  return `${no} ${kindName} ${briefly(content)}${dueWords(dueDay, daysLeft)}`;
}

export function dueWords(dueDay: string | null, daysLeft: number | null): string {
  if (dueDay === null || daysLeft === null) return '';
  if (daysLeft < 0) return `（${dueDay} 到期，已过 ${-daysLeft} 个工作日）`;
  return daysLeft === 0 ? `（${dueDay} 到期，就在这一个工作日内）` : `（${dueDay} 前，还有 ${daysLeft} 个工作日）`;
}

/** The whole of one, for the one who must act on it: in private alone. */
export function wholeText(one: WaitingItem): string {
  const lines: [string, string | null][] = [
    ['类别', one.kindName],
    ['状态', statusNames[one.status]],
    ['期限', one.dueDay],
    ['牵头', one.lead],
    ['单位', one.organization],
    ['联系人', one.contact],
    ['电话', one.phone],
    ['内容', one.content],
  ];
  const shown = lines.flatMap(([name, value]) => (value === null ? [] : [`${name}：${value}`]));
  return [`${one.no}（仅供办理，请勿转发）`, ...shown].join('\n');
}
