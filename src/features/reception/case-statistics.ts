import { addDays, dayOf, instantAt } from '../../base/calendar.ts';
import { type CaseFigures, type CaseTally, createTally } from '../../domain/case-statistics.ts';
import type { KindNames } from '../../domain/form.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records } from '../../ports/store.ts';
import { countedCases } from './case-pages.ts';
import { kindName } from './labels.ts';
import { type LedgerQuery, readLedgerQuery } from './ledger-desk.ts';

export type CaseStatisticsDeps = {
  records: Pick<Records, 'cases'>;
  /** As the forms have them. */
  kindNames: () => Promise<KindNames>;
  clock: Clock;
  timeZone: string;
};

/**
 * Of the cases registered from one day to another, both included (`YYYY-MM-DD`); `organization` null: none was given.
 * Kinds and organizations with the most cases first, months (`YYYY-MM`) in order.
 */
export type CaseStatistics = {
  from: string;
  to: string;
  all: CaseFigures;
  kinds: (CaseFigures & { kind: string; name: string })[];
  organizations: (CaseFigures & { organization: string | null })[];
  months: (CaseFigures & { month: string })[];
};

/** Without days it is the year up to today. */
export type CountCases = (query: LedgerQuery) => Promise<CaseStatistics>;

export function createCaseStatistics({ records, kindNames, clock, timeZone }: CaseStatisticsDeps): CountCases {
  return async function countCases(query) {
    const now = clock.now();
    const to = query.to ?? dayOf(now, timeZone);
    const from = query.from ?? `${to.slice(0, 4)}-01-01`;
    const names = await kindNames();
    const filter = readLedgerQuery({ ...query, from, to }, timeZone, names);
    const all = createTally(now);
    const [kinds, organizations, months] = [tallies<string>(now), tallies<string | null>(now), tallies<string>(now)];
    const monthOf = createMonthOf(timeZone);
    for await (const one of countedCases(records.cases, filter)) {
      const month = months.of(monthOf(one.createdAt));
      for (const tally of [all, kinds.of(one.kind), organizations.of(one.organization), month]) tally.add(one);
    }
    return {
      from,
      to,
      all: all.figures(),
      kinds: kinds.list().map(([kind, figures]) => ({ kind, name: kindName(kind, names), ...figures })),
      organizations: organizations.list().map(([organization, figures]) => ({ organization, ...figures })),
      months: months
        .list()
        .map(([month, figures]) => ({ month, ...figures }))
        .toSorted((a, b) => a.month.localeCompare(b.month)),
    };
  };
}

/** Of instants that mostly follow each other: the calendar is slow, and is asked once a month. */
function createMonthOf(timeZone: string): (instant: number) => string {
  let known = { month: '', from: 0, until: 0 };
  return (instant) => {
    if (instant >= known.from && instant < known.until) return known.month;
    const first = `${dayOf(instant, timeZone).slice(0, 7)}-01`;
    const next = `${addDays(first, 31).slice(0, 7)}-01`;
    const [from, until] = [instantAt(first, '00:00', timeZone), instantAt(next, '00:00', timeZone)];
    known = { month: first.slice(0, 7), from, until };
    return known.month;
  };
}

function tallies<Key>(now: number): { of(key: Key): CaseTally; list(): [Key, CaseFigures][] } {
  const known = new Map<Key, CaseTally>();
  return {
    of(key) {
      const tally = known.get(key) ?? createTally(now);
      known.set(key, tally);
      return tally;
    },
    list: () =>
      [...known]
        .map(([key, tally]): [Key, CaseFigures] => [key, tally.figures()])
        .toSorted(([, a], [, b]) => b.total - a.total),
  };
}
