import { AppError } from '../../base/errors.ts';
import type { Case } from '../../domain/case.ts';
import type { Records } from '../../ports/store.ts';
import { checkMove } from './case-act.ts';
import { statusNames } from './labels.ts';
import { type Actor, findCase, statusChanges } from './take-step.ts';
import { type TellDeps, tellSubmitters } from './tell.ts';

/**
 * A person says that one case is the same as another: it ends there, both stories tell it, and both submitters hear of it
 * and of what becomes of the other. Within a transaction.
 */
export async function mergeCases(
  deps: TellDeps,
  records: Records,
  { no, into, by }: { no: string; into: string; by: Actor },
): Promise<{ case: Case; told: number }> {
  if (no === into) throw new AppError('input/invalid', '不能并入自己，请看一下两个编号。');
  const [from, target] = [await findCase(records, no, by.seen), await findCase(records, into, null)];
  if (target.endedAt !== null)
    throw new AppError('record/conflict', `${into} 现在是“${statusNames[target.status]}”，不能再并入别的；请换一件。`);
  const status = checkMove(from, 'merge');
  const step = { at: by.at, who: by.who, action: 'merge', note: null } as const;
  const ended = { ...statusChanges(from, status, by.at), mergedInto: into };
  const keep = (): Promise<Case> => records.cases.change(target, {}, { ...step, detail: { from: no } });
  // In the order of their numbers, or two who merge them into each other would wait for each other.
  const first = into < no ? await keep() : null;
  const merged = await records.cases.change(from, ended, { ...step, detail: { into } });
  const kept = first ?? (await keep());
  // The case before its assignment, as whoever acts on it does.
  await records.assignments.end(no, { at: by.at, as: 'merged' });
  let told = await tellSubmitters(deps, records, { changed: merged, before: from, step });
  // Who submitted both has just heard of it.
  if (!isSamePerson(from, target)) told += await tellSubmitters(deps, records, { changed: kept, before: target, step });
  await records.audit.append({ at: by.at, who: by.who, action: 'case/merge', subject: no, detail: { into } });
  return { case: merged, told };
}

function isSamePerson(one: Case, other: Case): boolean {
  return one.conversationId === other.conversationId && one.memberId === other.memberId;
}
