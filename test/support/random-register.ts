import { expect } from 'vitest';
import { countCases, searchCases } from '../../src/adapters/store/case-search.ts';
import { openDatabase, type StoreOptions } from '../../src/adapters/store/database.ts';
import { createStore } from '../../src/adapters/store/store.ts';
import type { Case } from '../../src/domain/case.ts';
import { type CaseFilter, caseOrders, type CasePlace, type CaseSearch } from '../../src/ports/cases.ts';
import { createRandom } from './killed-process.ts';
import { newCase } from './store-builders.ts';

/** Few letters, so that many cases hold the same ones; signs that mean something to an engine among them. */
const letters = Array.from('会费收据ABab19%_\\"\' *鑫𠮷é');
const kinds = ['suggestion', 'complaint'];
const small = { few: 4, window: 5 };

/** Random cases, changed at random, and every search answered as by whoever reads all of them; how many were asked. */
export async function checkRandomRegister(
  options: StoreOptions,
  { seed, cases, searches = 50 }: { seed: number; cases: number; searches?: number },
): Promise<number> {
  const random = createRandom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const text = (most: number): string => Array.from({ length: 1 + below(most) }, () => pick(letters)).join('');
  function pick<T>(list: readonly T[]): T {
    return list[below(list.length)] as T;
  }
  const maybe = <T>(make: () => T): T | null => (below(3) === 0 ? null : make());

  const database = await openDatabase(options);
  const store = createStore(database);
  try {
    const all = await store.transaction(async (records) => {
      const made: Case[] = [];
      for (let one = 0; one < cases; one += 1) {
        const said = { organization: maybe(() => text(4)), category: maybe(() => text(3)), content: text(12) };
        const more = { expectation: maybe(() => text(6)), dueAt: maybe(() => below(20)), createdAt: below(30) };
        const recorded = await records.cases.record(
          newCase(one, { ...said, ...more, kind: pick(kinds), year: 2025 + below(2), phone: null }),
        );
        const changes = below(3) === 0 ? { content: text(8), organization: maybe(() => text(4)) } : {};
        const step = { at: below(50), who: '李干事', action: 'correct', note: null, detail: {} } as const;
        made.push(below(2) === 0 ? recorded : await records.cases.change(recorded, changes, step));
      }
      return made;
    });
    const asked = { db: database.read, engine: database.engine };
    for (let turn = 0; turn < searches; turn += 1) {
      const filter: CaseFilter = {
        from: null,
        to: null,
        status: null,
        kind: below(2) === 0 ? pick(kinds) : null,
        ...(below(2) === 0
          ? { words: [text(3).trim() || '会', ...(below(3) === 0 ? [text(1).trim() || '费'] : [])] }
          : {}),
        ...(below(4) === 0 ? { marks: [text(2).trim() || '费'] } : {}),
        ...(below(4) === 0 ? { organization: text(2) } : {}),
        ...(below(3) === 0 ? { dueBefore: 10 } : {}),
      };
      const search = { filter, by: pick(caseOrders), down: below(2) === 0, limit: 1 + below(6) };
      const wanted = naive(all, filter, search).map(({ no }) => no);
      for (const reach of [small, { few: 1_000, window: 1_000 }]) {
        const found = await readAll((at) => searchCases(asked, { ...search, ...at }, reach), search);
        expect({ search, found }).toEqual({ search, found: wanted });
        const most = pick([3, 1_000]);
        expect(await countCases(asked, { filter, most }, reach)).toBe(Math.min(most, wanted.length));
      }
    }
    return searches;
  } finally {
    await store.close();
  }
}

type Ordered = Pick<CaseSearch, 'by' | 'down' | 'limit'>;

async function readAll(
  page: (at: { after: CasePlace | null }) => ReturnType<typeof searchCases>,
  { by, limit }: Ordered,
): Promise<string[]> {
  const found: string[] = [];
  for (let after: CasePlace | null = null; ;) {
    const cases = await page({ after });
    found.push(...cases.map((one) => one.case.no));
    const last = cases.at(-1)?.case;
    if (last === undefined || cases.length < limit) return found;
    after = { value: last[by], no: last.no };
  }
}

function naive(all: readonly Case[], filter: CaseFilter, { by, down }: Ordered): Case[] {
  const { words = [], marks = [], organization, kind, dueBefore } = filter;
  const holds = (texts: readonly (string | null)[], word: string): boolean =>
    texts.some((one) => one !== null && fold(one).includes(fold(word.trim())));
  const kept = all.filter(
    (one) =>
      (kind === null || one.kind === kind) &&
      (dueBefore === undefined || (one.dueAt !== null && one.dueAt < dueBefore)) &&
      (organization === undefined || holds([one.organization], organization)) &&
      marks.every((word) => holds([one.no, one.organization, one.category], word)) &&
      words.every((word) => holds([one.no, one.organization, one.category, one.content, one.expectation], word)),
  );
  const way = down ? -1 : 1;
  return kept.toSorted((a, b) => {
    const [left, right] = [a[by], b[by]];
    if ((left === null) !== (right === null)) return left === null ? 1 : -1;
    return way * ((left ?? 0) - (right ?? 0) || (a.no < b.no ? -1 : 1));
  });
}

/** As both engines do: A to Z alone. */
function fold(text: string): string {
  return text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}
