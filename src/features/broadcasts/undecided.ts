import type { Delivery } from '../../domain/delivery.ts';
import type { Store } from '../../ports/store.ts';

/** A delivery of any kind that may or may not have arrived: a person looks in the group and decides. `at`: ISO time. */
export type Undecided = {
  deliveryId: string;
  groupId: string;
  group: string;
  text: string;
  /** What it carries, as far as that is kept. */
  file: { name: string; size: number } | null;
  reason: string | null;
  at: string;
};

const listed = 500;

/** The oldest first. */
export async function listUndecided({ store }: { store: Store }): Promise<Undecided[]> {
  const unknown = await store.deliveries.listUnknown(listed);
  if (unknown.length === 0) return [];
  const files = await filesOf(store, unknown);
  const groups = new Map((await store.conversations.list()).map((group) => [group.id, group]));
  return unknown.map(({ id, conversationId, text, fileId, reason, notBefore }) => {
    const group = groups.get(conversationId);
    return {
      deliveryId: id,
      groupId: conversationId,
      group: group?.title ?? group?.platformId ?? conversationId,
      text,
      file: (fileId === null ? null : files.get(fileId)) ?? null,
      reason,
      at: new Date(notBefore).toISOString(),
    };
  });
}

async function filesOf({ files }: Pick<Store, 'files'>, deliveries: readonly Delivery[]) {
  const ids = [...new Set(deliveries.map(({ fileId }) => fileId))].filter((id) => id !== null);
  const found = await Promise.all(ids.map((id) => files.find(id)));
  return new Map(found.flatMap((file) => (file === null ? [] : [[file.id, { name: file.name, size: file.size }]])));
}
