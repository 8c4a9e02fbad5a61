import { dayOf, formatRecorded } from '../../base/calendar.ts';
import type { Case, CaseAction } from '../../domain/case.ts';
import type { Records } from '../../ports/store.ts';
import { statusSentences } from './labels.ts';
import { mayTellResult, publicResult } from './tell-words.ts';

export type ProgressPlace = { group: boolean; timeZone: string };

/**
 * How a case stands, for the one who submitted it: where it is, until when, and what came of it. No kind and no words of
 * theirs: a group reads along. A merged one stands where the other one stands.
 */
export async function progressLine(records: Pick<Records, 'cases'>, one: Case, place: ProgressPlace): Promise<string> {
  const followed = await followMerges(records, one);
  const status = statusSentences[one.status];
  const merged = followed.no === one.no ? '' : `，${statusSentences[followed.status]}`;
  const until = untilOf(followed, place);
  const line = `${one.no}：${status}${merged}${until}（${formatRecorded(one.createdAt, place.timeZone)} 登记）`;
  const outcome = await outcomeOf(records, { one, followed }, place);
  return outcome === null ? line : `${line}\n${outcome}`;
}

const mostMerges = 20;

async function followMerges({ cases }: Pick<Records, 'cases'>, one: Case): Promise<Case> {
  let followed = one;
  for (let merges = 0; followed.mergedInto !== null && merges < mostMerges; merges += 1) {
    const target = await cases.find(followed.mergedInto);
    if (target === null) break;
    followed = target;
  }
  return followed;
}

/** A day that has passed is promised no more. */
function untilOf({ dueAt, endedAt, status, updatedAt }: Case, { timeZone }: ProgressPlace): string {
  const isPromised = dueAt !== null && endedAt === null && status !== 'registered' && dueAt >= updatedAt;
  return isPromised ? `，${dayOf(dueAt, timeZone)} 前答复` : '';
}

/** Which step says what came of it. */
const telling: Partial<Record<Case['status'], readonly CaseAction[]>> = {
  resolved: ['resolve'],
  reported_back: ['resolve', 'report_back'],
  declined: ['decline'],
};

async function outcomeOf(
  { cases }: Pick<Records, 'cases'>,
  { one, followed }: { one: Case; followed: Case },
  place: ProgressPlace,
): Promise<string | null> {
  const actions = telling[followed.status];
  if (actions === undefined) return null;
  const name = followed.status === 'declined' ? '原因' : '结果';
  if (!mayTellResult([one, followed], place)) return `${name}请私聊我发“/进度 ${one.no}”查看。`;
  const steps = (await cases.steps(followed.no)).filter(
    ({ action, note }) => actions.includes(action) && note !== null,
  );
  const note = steps.at(-1)?.note ?? null;
  if (note === null) return null;
  const isTheirs = !place.group && one.no === followed.no;
  return `${name}：${isTheirs ? note : publicResult(note, [one, followed])}`;
}
