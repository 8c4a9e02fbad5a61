import { AppError } from '../../base/errors.ts';
import { dayOf } from '../../base/calendar.ts';
import type { NewAuditEntry } from '../../domain/audit.ts';
import type { AssignmentEnd } from '../../domain/assignment.ts';
import { type Case, type CaseAction, type CaseStep, isEnded } from '../../domain/case.ts';
import type { IsWorkday } from '../../domain/workdays.ts';
import type { NewAssignment } from '../../ports/assignments.ts';
import type { CaseChanges } from '../../ports/cases.ts';
import type { Records } from '../../ports/store.ts';
import { type AssignOrder, type CaseAct, checkMove, readNote } from './case-act.ts';
import { endOfDay, readDueDay } from './due-day.ts';
import { sayChanged } from './changed-since.ts';
import { excerptOfCase } from './excerpt-of-case.ts';
import { checkReply } from './replying.ts';
import { findResponsible } from './responsible.ts';
import { type TellDeps, tellSubmitters } from './tell.ts';

export type StepDeps = TellDeps & { isWorkday: IsWorkday };

/** Who acts, at which instant; `seen`: the version they looked at, null = whichever there is. */
export type Actor = { who: string; at: number; seen: number | null };

/** The case after the act; `told`: how many submitters hear of it. */
export type Taken = { case: Case; told: number };

/**
 * One act of staff on one case, within a transaction: the step, who must act from now on, what the submitters hear, and
 * last the audit log. Throws `record/not-found`, `record/conflict`, `input/invalid`.
 */
export async function takeStep(
  deps: StepDeps,
  records: Records,
  { no, act, by }: { no: string; act: CaseAct; by: Actor },
): Promise<Taken> {
  const before = await findCase(records, no, by.seen);
  const status = checkMove(before, act.action);
  const note = readNote(act.action, act.note);
  if (act.action === 'reply') await checkReply(records, before);
  const given = act.action === 'assign' ? await readOrder(deps, records, { before, order: act.order, by }) : null;
  const changes: CaseChanges = {
    ...statusChanges(before, status, by.at),
    ...afresh(act.action),
    ...(given?.dueDay ? { dueAt: endOfDay(given.dueDay, deps.timeZone) } : {}),
  };
  const step = { at: by.at, who: by.who, action: act.action, note, detail: given === null ? {} : detailOf(given) };
  // First of all that is written: what somebody else changed is refused here, and nothing is half done.
  const changed = await records.cases.change(before, changes, step);
  const end = assignmentEnds[act.action];
  if (end !== undefined) await records.assignments.end(no, { at: by.at, as: end });
  if (given !== null) await records.assignments.add({ ...given, id: deps.newId() });
  const told = await tellSubmitters(deps, records, { changed, before, step });
  await records.audit.append(actEntry(changed, { step, by }));
  return { case: changed, told };
}

/** Throws `record/not-found`, and `record/conflict` when it changed since it was looked at. */
export async function findCase({ cases }: Pick<Records, 'cases'>, no: string, seen: number | null): Promise<Case> {
  const found = await cases.find(no);
  if (found === null) throw new AppError('record/not-found', `没有编号 ${no} 的诉求，请核对编号。`);
  if (seen === null || found.version === seen) return found;
  throw new AppError('record/conflict', sayChanged(found, await cases.steps(no), seen));
}

export function statusChanges(before: Case, status: Case['status'], at: number): CaseChanges {
  return { status, endedAt: isEnded(status) ? (before.endedAt ?? at) : null };
}

/** What an act ends for the one who had to act. */
const assignmentEnds: Partial<Record<CaseAction, AssignmentEnd>> = {
  return: 'returned',
  resolve: 'resolved',
  decline: 'declined',
};

/** What is done again has a new end, and is judged again. */
function afresh(action: CaseAction): CaseChanges {
  return action === 'reopen' ? { dueAt: null, satisfaction: null } : {};
}

type Given = Omit<NewAssignment, 'id'>;

/** Without a new day the one before holds, as long as it is to come. */
async function readOrder(
  deps: StepDeps,
  records: Records,
  { before, order, by }: { before: Case; order: AssignOrder; by: Actor },
): Promise<Given> {
  const assignee = await findResponsible(records, order.to);
  const lead = order.lead === null ? null : await findResponsible(records, order.lead);
  const known = before.dueAt !== null && before.dueAt >= by.at ? dayOf(before.dueAt, deps.timeZone) : null;
  const dueDay = readDueDay(order, { ...deps, now: by.at }) ?? known;
  return { caseNo: before.no, assignee, lead, dueDay, assignedBy: by.who, assignedAt: by.at, nextAt: by.at };
}

function detailOf({ assignee, lead, dueDay }: Given): CaseStep['detail'] {
  return { assignee: assignee.name, lead: lead?.name ?? null, due: dueDay };
}

/** What is on record of an act of staff; what they wrote only by its beginning. */
function actEntry(
  one: Case,
  { step, by }: { step: Pick<CaseStep, 'action' | 'note' | 'detail'>; by: Actor },
): NewAuditEntry {
  const words = step.note === null ? {} : excerptOfCase(step.note, one);
  const detail = { act: step.action, status: one.status, ...step.detail, ...words };
  return { at: by.at, who: by.who, action: 'case/update', subject: one.no, detail };
}
