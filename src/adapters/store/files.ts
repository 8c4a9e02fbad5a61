import { createHash } from 'node:crypto';
import { type ExpressionBuilder, sql } from 'kysely';
import { AppError } from '../../base/errors.ts';
import { largestFileBytes, type NewFile } from '../../domain/file.ts';
import type { Files } from '../../ports/files.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import type { Tables } from './schema.ts';

export function createFiles({ read, write }: Handles): Files {
  return {
    async put(file, at) {
      if (file.bytes.byteLength > largestFileBytes)
        throw new AppError('input/too-long', `文件“${file.name}”太大，最大 ${largestFileBytes / 1024 / 1024} MB。`);
      return inTransaction(write, (db) => putFile(db, file, at));
    },

    async find(id) {
      const row = await read
        .selectFrom('files')
        .select(['id', 'name', 'mime', 'size'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },

    async read(id) {
      const row = await read
        .selectFrom('files')
        .select(['name', 'mime', 'content'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? { name: row.name, mime: row.mime, bytes: Buffer.from(row.content, 'base64') } : null;
    },

    async isOf(id, owner) {
      const row = await read
        .selectFrom('files')
        .select(['name', 'mime', 'content'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return false;
      return id === idOf({ name: row.name, mime: row.mime, bytes: Buffer.from(row.content, 'base64') }, owner);
    },

    keep: (id, until) => keepFile(write, id, until),

    async release(id, now) {
      await write
        .updateTable('files')
        .set({ expires_at: now })
        .where('id', '=', id)
        .where((eb) => eb.not(isInUse(eb)))
        .execute();
    },

    async removeExpired(now) {
      const { numDeletedRows } = await write
        .deleteFrom('files')
        .where('expires_at', '<=', now)
        .where((eb) => eb.not(eb.or([isWaitedFor(eb), isOfCase(eb)])))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

type Expressions = ExpressionBuilder<Tables, 'files'>;

/** Something is still going to send it. */
function isWaitedFor(eb: Expressions) {
  const delivery = eb
    .selectFrom('deliveries')
    .select('seq')
    .whereRef('deliveries.file_id', '=', 'files.id')
    .where('state', 'in', ['pending', 'claimed', 'sending', 'unknown']);
  const series = eb
    .selectFrom('series')
    .select('series.id')
    .whereRef('series.file_id', '=', 'files.id')
    .where('ended_at', 'is', null);
  return eb.or([eb.exists(delivery), eb.exists(series)]);
}

/** Somebody has it, or may still get it. */
function isInUse(eb: Expressions) {
  const delivery = eb
    .selectFrom('deliveries')
    .select('seq')
    .whereRef('deliveries.file_id', '=', 'files.id')
    .where('state', 'not in', ['skipped', 'failed']);
  const broadcast = eb
    .selectFrom('broadcasts')
    .select('broadcasts.id')
    .whereRef('broadcasts.file_id', '=', 'files.id')
    .where('cancelled_at', 'is', null)
    .where('skipped', 'is', null);
  const message = eb.selectFrom('messages').select('messages.id').whereRef('messages.file_id', '=', 'files.id');
  return eb.or([isWaitedFor(eb), isOfCase(eb), eb.exists(delivery), eb.exists(broadcast), eb.exists(message)]);
}

function isOfCase(eb: Expressions) {
  return eb.exists(eb.selectFrom('case_files').select('case_files.id').whereRef('case_files.file_id', '=', 'files.id'));
}

async function keepFile(db: Db, id: string, until: number | null): Promise<boolean> {
  const later = sql<number | null>`case when expires_at < ${until} then ${until} else expires_at end`;
  const { numUpdatedRows } = await db
    .updateTable('files')
    .set({ expires_at: until === null ? null : later })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The content is the last column and text: SQLite reads past it only when asked for, and a backup is made of text. */
async function putFile(db: Db, file: NewFile, { now, expiresAt, owner }: Parameters<Files['put']>[1]): Promise<string> {
  const id = idOf(file, owner);
  // In one step, for it may be removed at this moment.
  if (await keepFile(db, id, expiresAt)) return id;
  const content = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength).toString('base64');
  const { name, mime, bytes } = file;
  const { numInsertedOrUpdatedRows: added } = await db
    .insertInto('files')
    .values({ id, name, mime, size: bytes.byteLength, created_at: now, expires_at: expiresAt, content })
    // Another worker may have kept it at the same moment.
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (added !== 1n) await keepFile(db, id, expiresAt);
  return id;
}

function idOf({ name, mime, bytes }: NewFile, owner: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify(owner === undefined ? [name, mime] : [name, mime, owner]))
    .update(bytes)
    .digest('hex');
}
