import type { Case } from '../../domain/case.ts';
import type { Message } from '../../domain/message.ts';
import type { Records } from '../../ports/store.ts';
import { asksProgress } from './asks-progress.ts';
import { fold } from './fold.ts';
import { progressLine, type ProgressPlace } from './progress-line.ts';

/** Which case is asked for; `no` null = all of one's own, `unreadable` = something stands there that is no number. */
export type ProgressRequest = { no: string | null; unreadable: boolean };

const listed = 10;
const number = /(?<!\d)(20\d\d)\s*-?\s*(\d{1,6})(?!\d|[年届])/u;
const written = /(?<!\d)20\d\d-\d{4,6}(?!\d|[年届])/u;
const command = /^\/\s?(?:进度|查进度|progress|status)(?![a-z])[\s:]*(.*)$/su;
const bare = /^(?:查?进度|进度查询|查询进度)[\s:]*(\d[\d\s-]*)?[。.!?~]*$/u;
const aboutNumber = /怎么样|咋样|进度|进展|结果|处理|办|到哪|如何/u;

/** Null when a text does not ask how a case stands. */
export function readProgressRequest(text: string): ProgressRequest | null {
  const folded = fold(text).trim();
  const asked = command.exec(folded) ?? bare.exec(folded);
  const no = numberIn(folded);
  if (asked !== null) return { no, unreadable: no === null && (asked[1] ?? '').trim() !== '' };
  const named = written.test(folded) && folded.length <= 40 && aboutNumber.test(folded);
  return named || asksProgress(folded) ? { no, unreadable: false } : null;
}

function numberIn(folded: string): string | null {
  const [, year, count] = number.exec(folded) ?? [];
  return year === undefined || count === undefined ? null : `${year}-${count.padStart(4, '0')}`;
}

/** Tells a member of the cases of their own; of others' not even whether they exist. */
export async function progressReply(
  records: Pick<Records, 'cases'>,
  of: { message: Message; request: ProgressRequest; timeZone: string },
): Promise<string> {
  const { message, request, timeZone } = of;
  if (request.unreadable) return '编号写成“2026-0001”这样就可以，例如“/进度 2026-0001”；只发“/进度”看您提交的全部。';
  const place = { group: message.conversation.kind === 'group', timeZone };
  if (request.no === null)
    return listReply(records, await records.cases.listOfMember(message.memberId, listed + 1), place);
  const found = await records.cases.find(request.no);
  if (found?.memberId === message.memberId) return progressLine(records, found, place);
  return `没有查到由您提交的 ${request.no}。请核对编号，或发“/进度”看您提交的全部。`;
}

async function listReply(
  records: Pick<Records, 'cases'>,
  cases: readonly Case[],
  place: ProgressPlace,
): Promise<string> {
  if (cases.length === 0) return '您还没有登记过建议。发“建议：……”就可以登记。';
  const shown: string[] = [];
  for (const one of cases.slice(0, listed)) shown.push(await progressLine(records, one, place));
  const head = cases.length > listed ? `您最近提交的 ${listed} 件：` : `您提交的 ${cases.length} 件：`;
  return [head, ...shown].join('\n');
}
