import { randomBytes } from 'node:crypto';
import { AppError } from '../../../base/errors.ts';
import type { Embedder } from '../../../ports/embedder.ts';
import type { Log } from '../../../ports/log.ts';
import type { Connection } from './connection.ts';
import { createCollection, type Spread } from './create-collection.ts';
import { statusOf } from './errors.ts';
import { collectionNameOf, denseNameOf, fingerprintOf, firstGeneration, readCollectionName } from './names.ts';

/** The collection behind the alias. `dense` names its vector of our model; null when it has none. */
export type Live = { collection: string; isCurrent: boolean; dense: string | null };

export type LiveCollection = {
  /**
   * What was last seen behind the alias. The first call makes a collection when there is none; one that is gone later
   * was lost with all that it held, and is not made in secret: a search would find nothing in it.
   */
  find(): Promise<Live>;
  /** Looks again: whether there is a collection, made as this process would make it. */
  isCurrent(): Promise<boolean>;
  /** Looks again with the next call. */
  forget(): void;
  /** A new collection beside it, empty. */
  createBeside(): Promise<Live>;
  /** Puts a collection behind the alias in one step; gives the one that was there. */
  replaceWith(collection: string): Promise<string | null>;
  /** Collections of ours that nothing leads to: left by a process that was killed. */
  orphans(): Promise<string[]>;
};

type Options = {
  connection: Connection;
  alias: string;
  spread: Spread;
  embedder: Embedder | null;
  log: Log;
};

/** Milliseconds to make one vector. */
const embedTimeout = 20_000;

export function createLiveCollection({ connection, alias, spread, embedder, log }: Options): LiveCollection {
  let known: Promise<Live> | null = null;
  let wasThere = false;
  const fingerprint = fingerprintOf(embedder);

  async function look(): Promise<Live> {
    const target = await targetOf(connection, alias);
    if (target !== null) return seen(target);
    if (wasThere) throw new AppError('index/unavailable', 'Qdrant 里的知识库集合不见了，正在等待重建，请稍后再试。');
    const collection = await createFirst().catch((error: unknown) => createFirstWithoutModel(error));
    await pointAliasAt(connection, alias, { collection, replacing: null });
    return seen(collection);
  }

  function seen(collection: string): Live {
    wasThere = true;
    return describe(collection);
  }

  function describe(collection: string): Live {
    const isCurrent = readCollectionName(alias, collection)?.fingerprint === fingerprint;
    return { collection, isCurrent, dense: isCurrent && embedder !== null ? denseNameOf(embedder) : null };
  }

  /** `of` is null for a collection of words alone. */
  async function create(of: Embedder | null, generation: string): Promise<string> {
    const collection = collectionNameOf(alias, fingerprintOf(of), generation);
    const dense = of === null ? null : { name: denseNameOf(of), size: await dimensionOf(of) };
    await createCollection(connection, collection, { spread, dense });
    return collection;
  }

  const createFirst = (): Promise<string> => create(embedder, firstGeneration);

  /** Words are found without a model too; `isCurrent` then stays false until there is a better collection. */
  function createFirstWithoutModel(error: unknown): Promise<string> {
    if (embedder === null || error instanceof AppError) throw error;
    log.warn({ reason: String(error) }, 'qdrant collection made without vectors, the embedding model does not answer');
    return create(null, firstGeneration);
  }

  function find(): Promise<Live> {
    known ??= look().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  }

  return {
    find,
    async isCurrent() {
      known = null;
      if (wasThere && (await targetOf(connection, alias)) === null) return false;
      return (await find()).isCurrent;
    },
    forget() {
      known = null;
    },
    createBeside: async () => describe(await create(embedder, randomBytes(6).toString('hex'))),
    async replaceWith(collection) {
      const replaced = await targetOf(connection, alias);
      await pointAliasAt(connection, alias, { collection, replacing: replaced });
      known = Promise.resolve(seen(collection));
      return replaced;
    },
    async orphans() {
      const { collections } = await connection.read((client) => client.getCollections());
      const { aliases } = await connection.read((client) => client.getAliases());
      const used = new Set(aliases.map(({ collection_name }) => collection_name));
      return collections
        .map(({ name }) => name)
        .filter((name) => !used.has(name) && readCollectionName(alias, name) !== null);
    },
  };
}

async function dimensionOf(embedder: Embedder): Promise<number> {
  const [vector] = await embedder.embed(['接待日'], AbortSignal.timeout(embedTimeout));
  return vector?.length ?? 0;
}

async function targetOf({ read }: Connection, alias: string): Promise<string | null> {
  const { aliases } = await read((client) => client.getAliases());
  return aliases.find(({ alias_name }) => alias_name === alias)?.collection_name ?? null;
}

async function pointAliasAt(
  { write }: Connection,
  alias: string,
  { collection, replacing }: { collection: string; replacing: string | null },
): Promise<void> {
  const create = { create_alias: { alias_name: alias, collection_name: collection } };
  const actions = replacing === null ? [create] : [{ delete_alias: { alias_name: alias } }, create];
  try {
    await write((client) => client.updateCollectionAliases({ actions }));
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
    const sentence = `Qdrant 里已经有一个名为 ${alias} 的集合，不是清语建立的；请给 QDRANT_COLLECTION 换一个名字。`;
    throw new AppError('index/unavailable', sentence, { cause: error, details: { status: 409 } });
  }
}
