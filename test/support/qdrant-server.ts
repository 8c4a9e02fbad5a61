import { QdrantClient } from '@qdrant/js-client-rest';
import { clientParams } from '../../src/adapters/passages/qdrant/connection.ts';

/** Qdrant for the tests that need a real one; null skips them, aloud. */
const qdrantUrl = process.env['QDRANT_URL'] || null;

export function sayWhenQdrantSkipped(what: string): boolean {
  if (qdrantUrl !== null) return false;
  process.stdout.write(`skipped: ${what} needs Qdrant; set QDRANT_URL (and QDRANT_API_KEY)\n`);
  return true;
}

export function qdrantSettings(): { url: string; apiKey: string | null } {
  return { url: qdrantUrl ?? '', apiKey: process.env['QDRANT_API_KEY'] || null };
}

/** Drops every collection whose name begins so, with the aliases that lead to it. */
export async function dropCollections(prefix: string): Promise<void> {
  const client = new QdrantClient(clientParams(qdrantSettings()));
  const { collections } = await client.getCollections();
  const mine = collections.map(({ name }) => name).filter((name) => name.startsWith(prefix));
  for (const name of mine) await client.deleteCollection(name);
}
