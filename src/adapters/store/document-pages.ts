import { type Expression, type ExpressionBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import type { Day } from '../../base/calendar.ts';
import type { KeptDocument } from '../../domain/document.ts';
import type { Documents, DocumentsPage, DocumentState } from '../../ports/documents.ts';
import type { Db } from './database.ts';
import { toDocument, toPassage } from './document-rows.ts';
import { letters } from './letters.ts';
import type { Tables } from './schema.ts';

const twins = 10;

/** Documents as people look through them. */
export function createDocumentPages({
  read,
}: {
  read: Db;
}): Pick<Documents, 'page' | 'collections' | 'passagesOf' | 'findKept' | 'withContent'> {
  return {
    async page(of) {
      const { total } = await read
        .selectFrom('documents')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where((eb) => fits(eb, of))
        .executeTakeFirstOrThrow();
      const listed = kept(read).where((eb) => fits(eb, of));
      const ordered =
        of.order === 'title'
          ? listed.orderBy('title').orderBy('id')
          : listed.orderBy(sql`coalesce(read_at, 0)`, 'desc').orderBy('id');
      const rows = await ordered.limit(of.limit).offset(of.skip).execute();
      return { documents: rows.map(toKept), total: Number(total) };
    },

    async findKept(id) {
      const row = await kept(read).where('id', '=', id).executeTakeFirst();
      return row ? toKept(row) : null;
    },

    withContent: (hash) =>
      read
        .selectFrom('documents')
        .select(['id', 'title'])
        .where((eb) => eb.or([eb('hash', '=', hash), eb('origin', 'like', `%${hash}%`)]))
        .orderBy('id')
        .limit(twins)
        .execute(),

    async collections() {
      const rows = await read
        .selectFrom('documents')
        .select((eb) => ['collection as name', eb.fn.countAll<number>().as('documents')])
        .groupBy('collection')
        .orderBy('collection')
        .execute();
      return rows.map(({ name, documents }) => ({ name, documents: Number(documents) }));
    },

    async passagesOf(id, { from, limit }) {
      const rows = await read
        .selectFrom('passages')
        .selectAll()
        .where('document_id', '=', id)
        .where('seq', '>=', from)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(toPassage);
    },
  };
}

function kept(read: Db) {
  return read
    .selectFrom('documents')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('passages')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('passages.document_id', '=', 'documents.id')
        .as('passages'),
    );
}

function toKept(row: Selectable<Tables['documents']> & { passages: number | null }): KeptDocument {
  return { ...toDocument(row), passages: Number(row.passages ?? 0), readAt: row.read_at, readBy: row.read_by };
}

type Condition = ExpressionBuilder<Tables, 'documents'>;

function fits(eb: Condition, { search, collection, state, today }: DocumentsPage): Expression<SqlBool> {
  const wanted: Expression<SqlBool>[] = [];
  if (collection !== null) wanted.push(eb('collection', '=', collection));
  if (search !== null) wanted.push(eb.or([letters('title', search), letters('id', search)]));
  if (state !== null) wanted.push(isIn(eb, state, today));
  return eb.and(wanted);
}

/** The same as `validityOn` says of one document. */
function isIn(eb: Condition, state: DocumentState, today: Day): Expression<SqlBool> {
  const over = eb.or([
    eb('repealed_on', '<=', today),
    eb('expires_on', '<=', today),
    eb.and([eb('replaced_by', 'is not', null), eb('repealed_on', 'is', null), eb('expires_on', 'is', null)]),
  ]);
  if (state === 'over') return over;
  // A day that is not given compares to neither: it counts as no.
  const notOver = sql<SqlBool>`not coalesce(${over}, false)`;
  const early = eb('valid_from', '>', today);
  return state === 'not-yet'
    ? eb.and([notOver, early])
    : eb.and([notOver, sql<SqlBool>`not coalesce(${early}, false)`]);
}
