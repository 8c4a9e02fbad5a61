import type { ListItem, ListName } from '../domain/list-item.ts';

/** The lines of the three lists. */
export interface ListItems {
  /** Adds, or replaces by id. */
  put(items: readonly ListItem[]): Promise<void>;
  find(id: string): Promise<ListItem | null>;
  /** Those of a list, by provider and subject. */
  list(list: ListName): Promise<ListItem[]>;
  /** The same page by page, those after an id in that order; null = from the first. `search`: words that all stand in a line. */
  page(
    list: ListName,
    of: { after: Pick<ListItem, 'provider' | 'subject'> | null; limit: number; search?: string | null },
  ): Promise<ListItem[]>;
  /** How many a list has, or how many of it a search finds. */
  count(list: ListName, search?: string | null): Promise<number>;
  /** Returns how many were there. */
  remove(ids: readonly string[]): Promise<number>;
  /** The whole list; returns how many it held. */
  clear(list: ListName): Promise<number>;
}
