import { AppError } from '../../../base/errors.ts';
import { type ListName, listNames } from '../../../domain/list-item.ts';
import type { NewFile } from '../../../domain/file.ts';
import type { ListDesk, ListedItem, ListReport } from '../../../features/reception/lists.ts';
import type { ListRowOutcome } from '../../../features/reception/lists-import.ts';
import { isPieceOfNumber, maskText } from '../../../domain/mask.ts';
import { bind, type Bound } from '../bind.ts';
import { listRoutes as routes } from '../contract/lists.ts';
import { toPage } from './read.ts';

export type ImportOptions = Parameters<ListDesk['import']>[2];

/** The three lists as staff work with them on their pages; a list comes as a file that was sent. */
export type StaffLists = Omit<ListDesk, 'import'> & {
  importFile(list: ListName, file: Pick<NewFile, 'name' | 'bytes'>, of: ImportOptions): Promise<ListReport>;
};

/** A page shows no more, and so many offers are looked at for one demand. */
/** A word that no line has. */
const nowhere = '\u{F8FF}';
const [mostRows, mostMatches] = [1_000, 10];

export function createListHandlers(lists: StaffLists) {
  return {
    showLists: bind(routes.showLists, async (_caller, { query }) => ({
      counts: await lists.counts(withoutPieces(query.search)),
    })),

    listListItems: bind(routes.listListItems, async (_caller, { params, query: { search, ...page } }) => {
      const items = await lists.list(readList(params.id), { ...toPage(page), search: withoutPieces(search) });
      return { items: items.map(masked), next: items.length < page.limit ? null : (items.at(-1)?.id ?? null) };
    }),

    importList: bind(routes.importList, async ({ user }, { params, query, body }) => {
      const of = { dryRun: query.dryRun === 'true', replace: query.replace === 'true', by: user.name };
      const report = await lists.importFile(readList(params.id), { name: query.name, bytes: body }, of);
      return { ...report, rows: toldRows(report.rows) };
    }),

    removeListItems: bind(routes.removeListItems, async ({ user }, { body }) => ({
      removed: await lists.remove(body.ids, user.name),
    })),

    showListContact: bind(routes.showListContact, async ({ user }, { params }) => ({
      ...(await lists.open(params.id, user.name)),
    })),

    matchListItem: bind(routes.matchListItem, async (_caller, { params }) => ({
      matches: (await lists.matchesOfItem(params.id, mostMatches)).map(maskedMatch),
    })),

    matchCase: bind(routes.matchCase, async (_caller, { params }) => {
      const { no, matches } = await lists.matches(params.id, mostMatches);
      return { no, matches: matches.map(maskedMatch) };
    }),
  } satisfies Record<keyof typeof routes, Bound>;
}

/** What is hidden is not found out by looking for it piece by piece. */
function withoutPieces(search: string | undefined): string | null {
  return (
    (search ?? '')
      .split(/\s+/u)
      .map((word) => (isPieceOfNumber(word) ? nowhere : word))
      .join(' ') || null
  );
}

function readList(written: string): ListName {
  const found = listNames.find((name) => name === written);
  if (found !== undefined) return found;
  throw new AppError('record/not-found', `没有“${written}”这张清单，可用：${listNames.join('、')}。`);
}

/** Whatever column a number stands in. Enough to see that somebody can be called; who is called is asked for, and that is on record. */
function masked<T extends ListedItem>(item: T): T {
  const mask = (text: string | null): string | null => (text === null ? null : maskText(text));
  const { provider, subject, detail, field, contact } = item;
  const shown = { detail: mask(detail), field: mask(field), contact: mask(contact) };
  return { ...item, provider: maskText(provider), subject: maskText(subject), ...shown };
}

/** What both speak of may be a piece of a number. */
function maskedMatch<T extends ListedItem & { shared: string[] }>(match: T): T {
  return { ...masked(match), shared: match.shared.filter((word) => !isPieceOfNumber(word)) };
}

const order = { refused: 0, changed: 1, added: 2, same: 3 } as const satisfies Record<ListRowOutcome, number>;

function toldRows(rows: ListReport['rows']): ListReport['rows'] {
  const told = rows.filter(({ outcome }) => outcome !== 'same');
  return told.toSorted((a, b) => order[a.outcome] - order[b.outcome]).slice(0, mostRows);
}
