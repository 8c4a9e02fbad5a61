import { dayOf } from '../../base/calendar.ts';
import type { Case } from '../../domain/case.ts';
import type { FormSet, KindNames } from '../../domain/form.ts';
import type { IsWorkday } from '../../domain/workdays.ts';
import type { WaitingCase } from '../../ports/assignments.ts';
import type { CaseOrderBy } from '../../ports/cases.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { createDaysLeft, type DaysLeft } from './days-left.ts';
import { kindName } from './labels.ts';
import { readLedgerQuery } from './ledger-desk.ts';
import { maskPersonal } from './mask-personal.ts';
import { readPlace, type RegisterAsk, toLedgerQuery, writePlace } from './register-query.ts';

export type RegisterDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  workdays: () => Promise<IsWorkday>;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
  forms: () => Promise<Pick<FormSet, 'forms'>>;
};

/** A case as the register shows it: names and numbers hidden, times ISO. `daysLeft`: working days, negative = overdue. */
export type RegisterItem = Pick<
  Case,
  | 'no'
  | 'version'
  | 'kind'
  | 'status'
  | 'source'
  | 'organization'
  | 'contact'
  | 'phone'
  | 'category'
  | 'content'
  | 'satisfaction'
> & {
  kindName: string;
  member: string | null;
  assignee: string | null;
  dueDay: string | null;
  daysLeft: number | null;
  createdAt: string;
  updatedAt: string;
  endedAt: string | null;
};

/** `total` of the whole list, `mostCounted` at most; null on pages after the first. */
export type RegisterPage = { cases: RegisterItem[]; next: string | null; total: number | null };

/** Nobody reads further than this, and counting takes time. */
export const mostCounted = 10_000;
/** A line of the list needs no more of what was said. */
const shownContent = 160;

/** One page of the register. Throws `usage/invalid` and `input/invalid` for what cannot be asked. */
export async function readRegister(deps: RegisterDeps, ask: RegisterAsk): Promise<RegisterPage> {
  const { store, clock, timeZone } = deps;
  const { by, down, limit } = ask;
  const now = clock.now();
  const kinds = await deps.kindNames();
  const filter = readLedgerQuery(toLedgerQuery(ask, now), timeZone, kinds);
  const after = readPlace(ask.after);
  const found = await store.cases.search({ filter, by, down, after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  // A page that is not full has been counted by reading it.
  const totalOf = async (): Promise<number> =>
    last === undefined ? shown.length : store.cases.count(filter, mostCounted);
  const of = { kinds, timeZone, daysLeft: createDaysLeft(dayOf(now, timeZone), await deps.workdays()) };
  return {
    cases: shown.map((one) => toRegisterItem(one, of)),
    next: last === undefined ? null : writePlace({ value: valueOf(last.case, by), no: last.case.no }),
    total: after === null ? await totalOf() : null,
  };
}

function valueOf(one: Case, by: CaseOrderBy): number | null {
  return one[by];
}

export type ItemOf = { kinds: KindNames; timeZone: string; daysLeft: DaysLeft };

function toRegisterItem({ case: whole, assignment }: WaitingCase, of: ItemOf): RegisterItem {
  const { one } = maskPersonal({ one: whole, steps: [] });
  const { no, version, kind, status, source, organization, contact, phone, category, satisfaction } = one;
  const content = Array.from(one.content.slice(0, shownContent * 2))
    .slice(0, shownContent)
    .join('');
  return {
    no,
    version,
    kind,
    status,
    source,
    organization,
    contact,
    phone,
    category,
    satisfaction,
    content,
    kindName: kindName(kind, of.kinds),
    member: one.memberName,
    assignee: assignment?.assignee.name ?? null,
    ...dueOf(whole, of),
    ...timesOf(whole),
  };
}

/** An end that no longer matters is shown without how far it is. */
export function dueOf({ dueAt, endedAt }: Case, of: ItemOf): Pick<RegisterItem, 'dueDay' | 'daysLeft'> {
  const dueDay = dueAt === null ? null : dayOf(dueAt, of.timeZone);
  return { dueDay, daysLeft: endedAt === null ? of.daysLeft(dueDay) : null };
}

export function timesOf({
  createdAt,
  updatedAt,
  endedAt,
}: Case): Pick<RegisterItem, 'createdAt' | 'updatedAt' | 'endedAt'> {
  const isoOf = (instant: number): string => new Date(instant).toISOString();
  return {
    createdAt: isoOf(createdAt),
    updatedAt: isoOf(updatedAt),
    endedAt: endedAt === null ? null : isoOf(endedAt),
  };
}
