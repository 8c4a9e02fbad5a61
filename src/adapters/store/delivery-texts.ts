import { eachChunk, INSERT_ROWS } from './chunks.ts';
import type { Db } from './database.ts';
import type { Engine } from './migrations/migration.ts';

/** On PostgreSQL the rows are held first, so that nobody takes one between the look and the change. */
export async function rewriteBroadcast(
  { db, engine }: { db: Db; engine: Engine },
  broadcastId: string,
  texts: ReadonlyMap<string, string>,
): Promise<number | null> {
  const all = db
    .selectFrom('deliveries')
    .select(['id', 'conversation_id', 'state', 'parts_sent', 'resends', 'merged_into'])
    .where('broadcast_id', '=', broadcastId)
    .where('kind', '=', 'broadcast')
    .orderBy('seq');
  const rows = await (engine === 'postgres' ? all.forUpdate() : all).execute();
  const waiting = rows.filter(({ state }) => state === 'pending');
  // What waits once more may be there already.
  if (waiting.some((row) => row.parts_sent > 0 || row.resends > 0 || row.merged_into !== null)) return null;
  if (rows.some(({ state }) => state !== 'pending' && state !== 'skipped')) return null;
  for (const [text, ids] of idsByText(waiting, texts)) {
    await eachChunk(ids, INSERT_ROWS, async (chunk) => {
      await db.updateTable('deliveries').set({ text }).where('id', 'in', chunk).execute();
    });
  }
  return waiting.length;
}

function idsByText(
  rows: readonly { id: string; conversation_id: string }[],
  texts: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { id, conversation_id: conversationId } of rows) {
    const text = texts.get(conversationId);
    if (text !== undefined) ids.set(text, [...(ids.get(text) ?? []), id]);
  }
  return ids;
}
