import type { Schemas } from '@qdrant/js-client-rest';
import type { Connection } from './connection.ts';
import { statusOf } from './errors.ts';
import { filteredFields } from './filters.ts';

/** How a collection lies in a cluster; null leaves it to the server. Without a cluster they mean nothing. */
export type Spread = {
  shardNumber: number | null;
  replicationFactor: number | null;
  writeConsistencyFactor: number | null;
};

/** Names of the sparse vectors: of a piece, and of a whole document. */
export const termsOfPiece = 'terms';
export const termsOfDocument = 'document-terms';

/** An empty collection; one of that name that is already there is completed and kept. */
export async function createCollection(
  { write, read }: Connection,
  name: string,
  { spread, dense }: { spread: Spread; dense: { name: string; size: number } | null },
): Promise<void> {
  const { exists } = await read((client) => client.collectionExists(name));
  if (!exists) await createUnlessThere({ write, read }, name, bodyOf(spread, dense));
  await Promise.all(
    Object.entries(filteredFields).map(([field_name, field_schema]) =>
      write((client) => client.createPayloadIndex(name, { field_name, field_schema, wait: true })),
    ),
  );
}

/** Another process may have come first. */
async function createUnlessThere({ write, read }: Connection, name: string, body: CollectionBody): Promise<void> {
  try {
    await write((client) => client.createCollection(name, body));
  } catch (error) {
    if (statusOf(error) !== 409 && statusOf(error) !== 400) throw error;
    if (!(await read((client) => client.collectionExists(name))).exists) throw error;
  }
}

type CollectionBody = Omit<Schemas['CreateCollection'], 'metadata'>;

function bodyOf(
  { shardNumber, replicationFactor, writeConsistencyFactor }: Spread,
  dense: { name: string; size: number } | null,
): CollectionBody {
  return {
    vectors: dense === null ? {} : { [dense.name]: { size: dense.size, distance: 'Cosine' } },
    // A piece's terms are weighed by their rarity there; a document's by us, with the same rarities.
    sparse_vectors: { [termsOfPiece]: { modifier: 'idf' }, [termsOfDocument]: {} },
    on_disk_payload: true,
    ...(shardNumber === null ? {} : { shard_number: shardNumber }),
    ...(replicationFactor === null ? {} : { replication_factor: replicationFactor }),
    ...(writeConsistencyFactor === null ? {} : { write_consistency_factor: writeConsistencyFactor }),
  } satisfies Schemas['CreateCollection'];
}
