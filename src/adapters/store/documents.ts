import type { DocumentContent } from '../../domain/document.ts';
import type { Documents } from '../../ports/documents.ts';
import { eachChunk } from './chunks.ts';
import { lockCounter, readCounter, setCounter } from './counters.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import { createDocumentPages } from './document-pages.ts';
import { inSnapshot } from './snapshot.ts';
import { deleteDocuments, insertDocuments, insertPassages, toDocument, withPassages } from './document-rows.ts';

const REVISION = 'documents';
/** Ids looked up or deleted by one statement. */
const IDS = 500;

export function createDocuments({ read, write, engine, now }: Handles): Documents {
  return {
    ...createDocumentPages({ read }),

    async lock() {
      await lockCounter({ db: write, engine }, REVISION);
    },

    put(documents, by) {
      if (documents.length === 0) return Promise.resolve();
      const newest = [...new Map(documents.map((content) => [content.document.id, content])).values()];
      return inTransaction(write, async (db) => {
        const last = await lockCounter({ db, engine }, REVISION);
        await replace(db, newest, { last, came: { at: now(), by: by ?? null } });
        await setCounter(db, REVISION, last + newest.length);
      });
    },

    remove(ids) {
      return inTransaction(write, async (db) => {
        const last = await lockCounter({ db, engine }, REVISION);
        const gone = await deleteKnown(db, [...new Set(ids)]);
        await leaveTombstones(db, gone, last);
        if (gone.length > 0) await setCounter(db, REVISION, last + gone.length);
        return gone.length;
      });
    },

    find(id) {
      return inSnapshot(read, async (db) => {
        const rows = await db.selectFrom('documents').selectAll().where('id', '=', id).execute();
        return (await withPassages(db, rows))[0] ?? null;
      });
    },

    findMany: (ids) => inSnapshot(read, (db) => findMany(db, ids)),

    hashes() {
      return inSnapshot(read, async (db) => {
        const rows = await db.selectFrom('documents').select(['id', 'hash']).execute();
        return { revision: await readCounter(db, REVISION), hashes: new Map(rows.map(({ id, hash }) => [id, hash])) };
      });
    },

    async list() {
      const rows = await read
        .selectFrom('documents as d')
        .leftJoin(
          (eb) =>
            eb
              .selectFrom('passages')
              .select((eb) => ['document_id', eb.fn.countAll<number>().as('count')])
              .groupBy('document_id')
              .as('p'),
          (join) => join.onRef('p.document_id', '=', 'd.id'),
        )
        .selectAll('d')
        .select('p.count')
        .orderBy('d.id')
        .execute();
      return rows.map((row) => ({ ...toDocument(row), passages: row.count ?? 0 }));
    },

    revision: () => readCounter(read, REVISION),

    changesAfter(revision, limit) {
      return inSnapshot(read, async (db) => {
        const put = await db
          .selectFrom('documents')
          .selectAll()
          .where('revision', '>', revision)
          .orderBy('revision')
          .limit(limit)
          .execute();
        const removed = await db
          .selectFrom('removed_documents')
          .selectAll()
          .where('revision', '>', revision)
          .orderBy('revision')
          .limit(limit)
          .execute();
        const page = [...put, ...removed]
          .map((row) => row.revision)
          .sort((a, b) => a - b)
          .slice(0, limit);
        const last =
          page.length < limit ? Math.max(revision, await readCounter(db, REVISION)) : (page.at(-1) ?? revision);
        return {
          revision: last,
          put: await withPassages(
            db,
            put.filter((row) => row.revision <= last),
          ),
          removed: removed.filter((row) => row.revision <= last).map(({ id }) => id),
        };
      });
    },
  };
}

async function findMany(db: Db, ids: readonly string[]): Promise<DocumentContent[]> {
  const found: DocumentContent[] = [];
  await eachChunk(ids, IDS, async (chunk) => {
    const rows = await db.selectFrom('documents').selectAll().where('id', 'in', chunk).execute();
    found.push(...(await withPassages(db, rows)));
  });
  return found;
}

/** Every document gets a revision of its own, so that followers can read a large change page by page. */
async function replace(
  db: Db,
  documents: readonly DocumentContent[],
  { last, came }: { last: number; came: { at: number; by: string | null } },
): Promise<void> {
  let revision = last;
  await eachChunk(documents, IDS, async (chunk) => {
    const ids = chunk.map(({ document }) => document.id);
    await deleteDocuments(db, ids);
    await db.deleteFrom('removed_documents').where('id', 'in', ids).execute();
    await insertDocuments(
      db,
      chunk.map(({ document }) => ({ document, revision: (revision += 1) })),
      came,
    );
  });
  await insertPassages(
    db,
    documents.flatMap(({ passages }) => passages),
  );
}

/** Returns the ids that were there. */
async function deleteKnown(db: Db, ids: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  await eachChunk(ids, IDS, async (chunk) => {
    gone.push(...(await deleteDocuments(db, chunk)));
  });
  return gone;
}

async function leaveTombstones(db: Db, ids: readonly string[], last: number): Promise<void> {
  const tombstones = ids.map((id, index) => ({ id, revision: last + index + 1 }));
  await eachChunk(tombstones, IDS, async (chunk) => {
    await db
      .insertInto('removed_documents')
      .values([...chunk])
      .execute();
  });
}
