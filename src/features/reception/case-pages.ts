import { setImmediate } from 'node:timers/promises';
import type { CountedCase } from '../../domain/case-statistics.ts';
import type { Case, CaseStep } from '../../domain/case.ts';
import type { CaseFilter, Cases } from '../../ports/cases.ts';

/** Cases read from the store at once: a few milliseconds of the event loop's time. */
export const casesAtOnce = 100;

/** A case and its whole story. */
export type ToldCase = { one: Case; steps: readonly CaseStep[] };

/** All that a filter leaves, oldest first, with no more than a page of them in memory. */
export async function* casesOf(cases: Pick<Cases, 'page'>, filter: CaseFilter): AsyncGenerator<Case> {
  for await (const page of casePages(cases, filter)) yield* page;
}

/** The same with their stories. */
export async function* toldCasesOf(
  cases: Pick<Cases, 'page' | 'stepsOf'>,
  filter: CaseFilter,
): AsyncGenerator<ToldCase> {
  for await (const page of casePages(cases, filter)) {
    const stories = await cases.stepsOf(page.map(({ no }) => no));
    for (const one of page) yield { one, steps: stories.get(one.no) ?? [] };
  }
}

/** The pages themselves. */
export async function* casePages(cases: Pick<Cases, 'page'>, filter: CaseFilter): AsyncGenerator<Case[]> {
  let after: Case | null = null;
  for (;;) {
    const page: Case[] = await cases.page(filter, after, casesAtOnce);
    if (page.length > 0) yield page;
    after = page.at(-1) ?? null;
    if (page.length < casesAtOnce) return;
    // SQLite answers within the same turn of the event loop; others get theirs between two pages.
    await setImmediate();
  }
}

/** Narrow rows: as long for the event loop as a page of whole cases. */
const countedAtOnce = 500;

/** What figures are made of, oldest first. */
export async function* countedCases(
  cases: Pick<Cases, 'pageCounted'>,
  filter: CaseFilter,
): AsyncGenerator<CountedCase> {
  let after: CountedCase | null = null;
  for (;;) {
    const page: CountedCase[] = await cases.pageCounted(filter, after, countedAtOnce);
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < countedAtOnce) return;
    await setImmediate();
  }
}

/** So many open cases, the newest first, read with turns of the event loop in between. */
export async function newestOpen(cases: Pick<Cases, 'listOpen'>, most: number): Promise<Case[]> {
  const open: Case[] = [];
  while (open.length < most) {
    const limit = Math.min(casesAtOnce, most - open.length);
    const page = await cases.listOpen({ kind: null, limit, after: open.at(-1) ?? null });
    open.push(...page);
    if (page.length < limit) break;
    await setImmediate();
  }
  return open;
}
