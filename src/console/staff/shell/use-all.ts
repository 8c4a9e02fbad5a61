import { useQuery } from '@tanstack/react-query';

export type AllRows<Row> = { rows: readonly Row[]; /** There are more than these. */ cut: boolean };

export type Paging<Row> = {
  /** What is read, as keys of the cache are. */
  of: readonly unknown[];
  most: number;
  page: (after: string | undefined, signal: AbortSignal) => Promise<{ rows: readonly Row[]; next: string | null }>;
};

/** A list that the server pages, read to its end, or to `most` rows; as it was at that moment. */
export function useAll<Row>({ of, most, page }: Paging<Row>) {
  return useQuery({
    queryKey: ['all', ...of],
    queryFn: ({ signal }) => readAll({ most, page }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

async function readAll<Row>(
  { most, page }: Pick<Paging<Row>, 'most' | 'page'>,
  signal: AbortSignal,
): Promise<AllRows<Row>> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const found = await page(after, signal);
    rows.push(...found.rows);
    after = found.next ?? undefined;
  } while (after !== undefined && rows.length < most);
  return { rows: rows.slice(0, most), cut: after !== undefined || rows.length > most };
}
