import { AppError } from '../../../base/errors.ts';
import { type ListName, listNames } from '../../../domain/list-item.ts';
import type { ListImportDesk } from '../../../features/reception/list-import-desk.ts';
import type { ListDesk, ListedItem } from '../../../features/reception/lists.ts';
import { maskText } from '../../../features/reception/mask-personal.ts';
import { bind, type Bound } from '../bind.ts';
import { listRoutes as routes } from '../contract/lists.ts';
import { toPage } from './read.ts';

/** The three lists as staff work with them on their pages. */
export type StaffLists = Omit<ListDesk, 'import'> & { imports: ListImportDesk };

/** So many offers are looked at for one demand. */
const mostMatches = 10;

export function createListHandlers({ imports, ...lists }: StaffLists) {
  return {
    showLists: bind(routes.showLists, async (_caller, { query }) => ({
      counts: await lists.counts(query.search ?? null),
    })),

    listListItems: bind(routes.listListItems, async (_caller, { params, query: { search = null, ...page } }) => {
      const items = await lists.list(readList(params.id), { ...toPage(page), search });
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
      contact: await lists.contact(params.id, user.name),
    })),

    matchListItem: bind(routes.matchListItem, async (_caller, { params }) => ({
      matches: (await lists.matchesOfItem(params.id, mostMatches)).map(masked),
    })),

    matchCase: bind(routes.matchCase, async (_caller, { params }) => {
      const { no, matches } = await lists.matches(params.id, mostMatches);
      return { no, matches: matches.map(masked) };
    }),
  } satisfies Record<keyof typeof routes, Bound>;
}

function readList(written: string): ListName {
  const found = listNames.find((name) => name === written);
  if (found !== undefined) return found;
  throw new AppError('record/not-found', `没有“${written}”这张清单，可用：${listNames.join('、')}。`);
}

/** Enough to see that somebody can be called; who is called is asked for, and that is on record. */
function masked<T extends ListedItem>(item: T): T {
  const { contact } = item;
  return contact === null ? item : { ...item, contact: maskText(contact) };
}
