import { AppError } from '../../../base/errors.ts';
import { type ListName, listNames } from '../../../domain/list-item.ts';
import type { ListImportDesk } from '../../../features/reception/list-import-desk.ts';
import type { ListDesk, ListedItem } from '../../../features/reception/lists.ts';
import { isPieceOfNumber, maskText } from '../../../domain/mask.ts';
import { bind, type Bound } from '../bind.ts';
import { listRoutes as routes } from '../contract/lists.ts';
import { toPage } from './read.ts';

/** The three lists as staff work with them on their pages. */
export type StaffLists = Omit<ListDesk, 'import'> & { imports: ListImportDesk };

/** So many offers are looked at for one demand. */
const mostMatches = 10;

/** A word that no line has. */
const nowhere = '\u{F8FF}';

export function createListHandlers({ imports, ...lists }: StaffLists) {
  return {
    showLists: bind(routes.showLists, async (_caller, { query }) => ({
      counts: await lists.counts(withoutPieces(query.search)),
    })),

    listListItems: bind(routes.listListItems, async (_caller, { params, query: { search, ...page } }) => {
      const items = await lists.list(readList(params.id), { ...toPage(page), search: withoutPieces(search) });
      return { items: items.map(masked), next: items.length < page.limit ? null : (items.at(-1)?.id ?? null) };
    }),

    previewListImport: bind(routes.previewListImport, ({ user }, { query: { name, list, replace }, body }) =>
      imports.preview({ name, bytes: body }, { list, replace: replace === 'true' }, user),
    ),

    startListImport: bind(routes.startListImport, ({ user }, { params: { id }, body }) =>
      imports.start(id, body, user),
    ),

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
