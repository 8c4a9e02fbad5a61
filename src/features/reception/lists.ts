import { AppError } from '../../base/errors.ts';
import type { ListItem, ListName } from '../../domain/list-item.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import type { JobProgress } from '../../ports/jobs.ts';
import type { TableFile, TableFiles } from '../../ports/table-files.ts';
import { listNames } from '../../domain/list-item.ts';
import { inPieces } from '../../base/in-pieces.ts';
import { listTitles } from './list-titles.ts';
import { readListSheets } from './lists-columns.ts';
import { type ListPlan, type ListRowOutcome, planListImport } from './lists-import.ts';
import { createListMatcher, type ListMatch } from './lists-match.ts';

export type ListDeskDeps = { store: Store; clock: Clock; newId: () => string; tables: TableFiles };

/** A line as staff see it. */
export type ListedItem = Omit<ListItem, 'createdAt'>;

export type ListReport = {
  stored: boolean;
  counts: Record<ListRowOutcome, number>;
  rows: ListPlan['rows'];
  /** How many leave the list. */
  removed: number;
  notes: string[];
};

/** What of the lists may serve a demand. An offer to staff, and never a promise to the member. */
export type CaseMatches = {
  no: string;
  content: string;
  matches: (ListedItem & Pick<ListMatch, 'score' | 'shared'>)[];
};

/**
 * `replace`: what is not in the table leaves the list; `dryRun` stores nothing. `signal` breaks it off, and then nothing
 * is stored; `onProgress` counts rows; `onStored` is called in the transaction that stores it, as the last of it.
 */
export type ListImportOrder = {
  dryRun: boolean;
  replace: boolean;
  by: string;
  signal?: AbortSignal;
  onProgress?: (progress: JobProgress) => void;
  onStored?: (records: Pick<Records, 'jobs'>, report: ListReport) => Promise<void>;
};

/** 三张清单. Throws `input/invalid`, `record/not-found` and `usage/invalid`, each with one sentence. */
export type ListDesk = {
  /** All rows that can be, in one transaction, from a table on the disk or in memory. */
  import(list: ListName, from: string | TableFile, of: ListImportOrder): Promise<ListReport>;
  /** By provider and subject, those after a line; null = from the first. `search`: words that all stand in it. */
  list(list: ListName, of: { after: string | null; limit: number; search?: string | null }): Promise<ListedItem[]>;
  /** How many each list has; with a search, how many of each it finds. */
  counts(search?: string | null): Promise<Record<ListName, number>>;
  /** All of one line, with who is to be called about it; that somebody asked is on record before. */
  open(id: string, by: string): Promise<Omit<ListedItem, 'id' | 'list'>>;
  /** Lines by their ids, all of them or none. */
  remove(ids: readonly string[], by: string): Promise<number>;
  /** The lines of the service and transfer lists that fit a case best; empty where none does. */
  matches(no: string, limit: number): Promise<CaseMatches>;
  /** The same for a line of the list of demands. */
  matchesOfItem(id: string, limit: number): Promise<CaseMatches['matches']>;
};

export function createListDesk({ store, clock, newId, tables }: ListDeskDeps): ListDesk {
  const offersFor = async (asked: readonly (string | null)[], limit: number): Promise<CaseMatches['matches']> => {
    const offers = [...(await store.listItems.list('service')), ...(await store.listItems.list('transfer'))];
    const matches = createListMatcher(offers)(asked.filter((text) => text !== null).join('\n'), limit);
    return matches.map(({ item, score, shared }) => ({ ...toListed(item), score, shared }));
  };

  return {
    async import(list, from, { dryRun, replace, by, signal, onProgress, onStored }) {
      const read = await (typeof from === 'string' ? tables.read(from) : tables.parse(from));
      const { sheets, notes } = readListSheets(read);
      return store.transaction(async (records) => {
        const { listItems, audit } = records;
        const known = await listItems.list(list);
        const newItemId = (): string => `l-${newId().replaceAll('-', '').slice(0, 12)}`;
        const plan = await planListImport(sheets, known, { list, now: clock.now(), newId: newItemId, replace });
        const report = { stored: !dryRun, counts: plan.counts, rows: plan.rows, removed: plan.gone.length, notes };
        if (dryRun) return report;
        await listItems.remove(plan.gone);
        await inPieces(plan.items, { signal, onProgress }, (items) => listItems.put(items));
        const detail = { ...plan.counts, removed: plan.gone.length };
        await audit.append({ at: clock.now(), who: by, action: 'list/import', subject: list, detail });
        await onStored?.(records, report);
        return report;
      });
    },

    async counts(search = null) {
      const [transfer, service, demand] = await Promise.all(
        listNames.map((name) => store.listItems.count(name, search)),
      );
      return { transfer: transfer ?? 0, service: service ?? 0, demand: demand ?? 0 };
    },

    async open(id, by) {
      const item = await store.listItems.find(id);
      if (item === null) throw notFound(id);
      await store.audit.append({ at: clock.now(), who: by, action: 'list/contact', subject: id, detail: {} });
      const { provider, subject, detail, field, contact } = item;
      return { provider, subject, detail, field, contact };
    },

    async list(list, { after, limit, search = null }) {
      const place = after === null ? null : await store.listItems.find(after);
      if (after !== null && place === null) throw notFound(after);
      return (await store.listItems.page(list, { after: place, limit, search })).map(toListed);
    },

    remove: (ids, by) =>
      store.transaction(async ({ listItems, audit }) => {
        for (const id of ids) if ((await listItems.find(id)) === null) throw notFound(id);
        const removed = await listItems.remove([...new Set(ids)]);
        const detail = { removed, ids: ids.slice(0, 20).join('、') };
        await audit.append({ at: clock.now(), who: by, action: 'list/remove', subject: 'lists', detail });
        return removed;
      }),

    async matches(no, limit) {
      const found = await store.cases.find(no);
      if (found === null) throw new AppError('record/not-found', `没有编号 ${no} 的诉求，请核对编号。`);
      const asked = [found.content, found.expectation, found.category];
      return { no, content: found.content, matches: await offersFor(asked, limit) };
    },

    async matchesOfItem(id, limit) {
      const item = await store.listItems.find(id);
      if (item === null) throw notFound(id);
      return offersFor([item.subject, item.detail, item.field], limit);
    },
  };
}

/** By identifier or Chinese name; throws `usage/invalid`. */
export function readListName(text: string): ListName {
  const found = listNames.find((name) => name === text || listTitles[name].startsWith(text));
  if (found !== undefined && text !== '') return found;
  const known = listNames.map((name) => `${name}（${listTitles[name]}）`).join('、');
  throw new AppError('usage/invalid', `没有“${text}”这张清单，可用：${known}。`);
}

function toListed({ createdAt: _createdAt, ...item }: ListItem): ListedItem {
  return item;
}

function notFound(id: string): AppError {
  return new AppError('record/not-found', `清单里没有编号 ${id}，请先列出清单看编号。`);
}
