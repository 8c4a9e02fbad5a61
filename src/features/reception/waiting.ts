import { dayOf } from '../../base/calendar.ts';
import type { Assignment, Responsible } from '../../domain/assignment.ts';
import type { KindNames } from '../../domain/form.ts';
import { type IsWorkday, workdaysUntil } from '../../domain/workdays.ts';
import type { WaitingCase, WaitingPlace } from '../../ports/assignments.ts';
import type { Store } from '../../ports/store.ts';
import { type ListedCase, toListed } from './case-desk.ts';
import { kindName } from './labels.ts';

/** `after`: where the page before it ended, as it was returned in `next`. */
export type WaitingAsk = { overdue: boolean; assignee: string | null; after: string | null; limit: number };

/** An open case; `daysLeft`: working days until it is due, negative when that is over, null = no day is set. */
export type WaitingItem = ListedCase & {
  kindName: string;
  assignee: string | null;
  lead: string | null;
  dueDay: string | null;
  daysLeft: number | null;
};

/** `total` counts all; `next` null = it is the last page. */
export type WaitingList = { cases: WaitingItem[]; total: number; next: string | null };

export type WaitingDeps = { store: Store; timeZone: string; isWorkday: IsWorkday; kinds: KindNames };

export const mostWaiting = 500;

export async function listWaiting(
  { store, timeZone, isWorkday, kinds }: WaitingDeps,
  ask: Omit<WaitingAsk, 'assignee'> & { assignees: readonly Responsible[] | null },
  now: number,
): Promise<WaitingList> {
  const { overdue, assignees, limit } = ask;
  const of = { dueBefore: overdue ? now : null, assignees };
  const wanted = Math.max(1, Math.min(limit, mostWaiting));
  const found = await store.assignments.listWaiting({ ...of, after: readPlace(ask.after), limit: wanted + 1 });
  const shown = found.slice(0, wanted);
  const last = found.length > wanted ? shown.at(-1) : undefined;
  const today = dayOf(now, timeZone);
  return {
    cases: shown.map((one) => toItem(one, { today, timeZone, isWorkday, kinds })),
    total: await store.assignments.countWaiting(of),
    next: last === undefined ? null : `${last.case.dueAt ?? ''}/${last.case.no}`,
  };
}

function readPlace(after: string | null): WaitingPlace | null {
  const [, dueAt = '', no] = /^(\d*)\/(.+)$/u.exec(after ?? '') ?? [];
  return no === undefined ? null : { dueAt: dueAt === '' ? null : Number(dueAt), no };
}

function toItem(
  { case: one, assignment }: WaitingCase,
  of: Omit<WaitingDeps, 'store'> & { today: string },
): WaitingItem {
  const dueDay = one.dueAt === null ? null : dayOf(one.dueAt, of.timeZone);
  return {
    ...toListed(one),
    kindName: kindName(one.kind, of.kinds),
    ...namesOf(assignment),
    dueDay,
    daysLeft: daysLeftUntil(dueDay, of),
  };
}

function namesOf(assignment: Assignment | null): { assignee: string | null; lead: string | null } {
  return { assignee: assignment?.assignee.name ?? null, lead: assignment?.lead?.name ?? null };
}

export function daysLeftUntil(
  dueDay: string | null,
  { today, isWorkday }: { today: string; isWorkday: IsWorkday },
): number | null {
  if (dueDay === null) return null;
  // Over is over by a day at least, also on the holiday after it.
  return dueDay < today
    ? -Math.max(1, workdaysUntil(dueDay, today, isWorkday))
    : workdaysUntil(today, dueDay, isWorkday);
}
