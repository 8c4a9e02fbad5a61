import type { Directory } from '../../domain/directory.ts';
import { treeOf } from '../../domain/organization.ts';
import type { Records } from '../../ports/store.ts';

/** As it is now. */
export async function readDirectory(records: Pick<Records, 'conversations' | 'organizations'>): Promise<Directory> {
  const conversations = await records.conversations.list();
  return { conversations, tree: treeOf(await records.organizations.list()) };
}
