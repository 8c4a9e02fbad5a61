import type { Query } from '../../api/call.ts';

export type Filter = Omit<Query<'listCases'>, 'after' | 'limit'>;

const words = [
  'search',
  'kind',
  'status',
  'source',
  'state',
  'mine',
  'day',
  'organization',
  'organizationId',
  'from',
  'to',
  'by',
  'order',
] as const satisfies readonly (keyof Filter)[];

/** What an address asks for; what the server does not know it refuses in a sentence. */
export function readFilter(params: URLSearchParams): Filter {
  const entries = words.flatMap((word) => {
    const value = params.get(word);
    return value === null || value === '' ? [] : [[word, value]];
  });
  return Object.fromEntries(entries);
}

export function writeFilter(filter: Filter): URLSearchParams {
  const params = new URLSearchParams();
  for (const word of words) {
    const value = filter[word];
    if (value !== undefined && value !== '') params.set(word, String(value));
  }
  return params;
}

/** How many narrow the list, order aside. */
export function countFilters(filter: Filter): number {
  return words.filter((word) => word !== 'by' && word !== 'order' && filter[word] !== undefined).length;
}

const lastPlace = 'qingyu.cases.list';

/** What the list asked for when it was last looked at, in this tab. */
export function lastList(): string {
  return sessionStorage.getItem(lastPlace) ?? '';
}

export function keepList(query: string): void {
  sessionStorage.setItem(lastPlace, query);
}
