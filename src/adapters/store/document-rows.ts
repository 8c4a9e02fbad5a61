import type { Selectable } from 'kysely';
import type { Document, DocumentContent, Passage } from '../../domain/document.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import type { Db } from './database.ts';
import type { Tables } from './schema.ts';

type DocumentRow = Selectable<Tables['documents']>;

const IDS = 500;

/** Returns the ids that were there. */
export async function deleteDocuments(db: Db, ids: readonly string[]): Promise<string[]> {
  await db.deleteFrom('passages').where('document_id', 'in', ids).execute();
  const rows = await db.deleteFrom('documents').where('id', 'in', ids).returning('id').execute();
  return rows.map(({ id }) => id);
}

export async function insertDocuments(
  db: Db,
  documents: readonly { document: Document; revision: number }[],
  came: { at: number; by: string | null },
): Promise<void> {
  await eachChunk(documents, INSERT_ROWS, async (chunk) => {
    const rows = chunk.map(({ document, revision }) => ({
      id: document.id,
      collection: document.collection,
      title: document.title,
      origin: document.origin,
      hash: document.hash,
      region: document.region,
      organization: document.organization,
      source: document.source,
      date: document.date,
      valid_from: document.validFrom,
      expires_on: document.expiresOn,
      repealed_on: document.repealedOn,
      replaced_by: document.replacedBy,
      revision,
      read_at: came.at,
      read_by: came.by,
    }));
    await db.insertInto('documents').values(rows).execute();
  });
}

export async function insertPassages(db: Db, passages: readonly Passage[]): Promise<void> {
  await eachChunk(passages, INSERT_ROWS, async (chunk) => {
    const rows = chunk.map(({ documentId, seq, id, section, text, page }) => ({
      document_id: documentId,
      seq,
      id,
      section,
      text,
      page,
    }));
    await db.insertInto('passages').values(rows).execute();
  });
}

/** Adds to each document its passages in order. */
export async function withPassages(db: Db, documents: readonly DocumentRow[]): Promise<DocumentContent[]> {
  const byDocument = new Map<string, Passage[]>(documents.map(({ id }) => [id, []]));
  await eachChunk([...byDocument.keys()], IDS, async (ids) => {
    const rows = await db
      .selectFrom('passages')
      .selectAll()
      .where('document_id', 'in', ids)
      .orderBy('document_id')
      .orderBy('seq')
      .execute();
    for (const row of rows) byDocument.get(row.document_id)?.push(toPassage(row));
  });
  return documents.map((row) => ({ document: toDocument(row), passages: byDocument.get(row.id) ?? [] }));
}

export function toDocument(row: DocumentRow): Document {
  return {
    id: row.id,
    collection: row.collection,
    title: row.title,
    origin: row.origin,
    hash: row.hash,
    region: row.region,
    organization: row.organization,
    source: row.source,
    date: row.date,
    validFrom: row.valid_from,
    expiresOn: row.expires_on,
    repealedOn: row.repealed_on,
    replacedBy: row.replaced_by,
  };
}

export function toPassage(row: Selectable<Tables['passages']>): Passage {
  return {
    id: row.id,
    documentId: row.document_id,
    seq: row.seq,
    section: row.section,
    text: row.text,
    page: row.page,
  };
}
