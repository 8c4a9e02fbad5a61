import type { Store } from '../../ports/store.ts';

/** What groups can be limited to, by name, with how many documents are in each. */
export type CollectionList = () => Promise<{ name: string; documents: number }[]>;

export function createCollectionList({ store }: { store: Pick<Store, 'documents'> }): CollectionList {
  return async () => {
    const counts = new Map<string, number>();
    for (const { collection } of await store.documents.list())
      counts.set(collection, (counts.get(collection) ?? 0) + 1);
    return [...counts]
      .map(([name, documents]) => ({ name, documents }))
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
  };
}
