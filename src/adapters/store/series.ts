import { sql, type Selectable } from 'kysely';
import type { NewSeries, Series } from '../../domain/series.ts';
import type { SeriesRecords } from '../../ports/series.ts';
import type { Handles } from './database.ts';
import { toCarriedFile, toFileColumns } from './file-columns.ts';
import type { Tables } from './schema.ts';

export function createSeries({ read, write, engine }: Handles): SeriesRecords {
  return {
    async add(series) {
      await write
        .insertInto('series')
        .values({
          ...columnsOf(series),
          id: series.id,
          ...toFileColumns(series.file),
          created_by: series.createdBy,
          created_at: series.createdAt,
          ended_at: null,
          changed_by: null,
          changed_at: null,
        })
        .execute();
    },

    async find(id) {
      const row = await read.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toSeries(row) : null;
    },

    async list(limit) {
      const rows = await read
        .selectFrom('series')
        .selectAll()
        .orderBy(sql`case when ended_at is null then 0 else 1 end`)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toSeries);
    },

    async listDue(now) {
      const rows = await read
        .selectFrom('series')
        .selectAll()
        .where('next_at', '<=', now)
        .where('ended_at', 'is', null)
        .orderBy('next_at')
        .orderBy('id')
        .execute();
      return rows.map(toSeries);
    },

    async hold(id) {
      const query = write.selectFrom('series').selectAll().where('id', '=', id);
      const row = await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
      return row ? toSeries(row) : null;
    },

    async advance(id, { from, to, now }) {
      const { numUpdatedRows } = await write
        .updateTable('series')
        .set({ next_at: to, ended_at: to === null ? now : null })
        .where('id', '=', id)
        .where('next_at', '=', from)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async edit(id, edition) {
      const { numUpdatedRows } = await write
        .updateTable('series')
        .set({ ...columnsOf(edition), changed_by: edition.changedBy, changed_at: edition.changedAt })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async end(id, at) {
      const { numUpdatedRows } = await write
        .updateTable('series')
        .set({ next_at: null, ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

/** What an edit may change. */
function columnsOf(series: Omit<NewSeries, 'id' | 'createdBy' | 'createdAt' | 'file'>) {
  return {
    text: series.text,
    segment: series.segment,
    cron: series.cron,
    days: series.days,
    from_day: series.from,
    until_day: series.until,
    window_ms: series.windowMs,
    receipt_reason: series.receiptReason,
    receipt_ms: series.receiptMs,
    next_at: series.nextAt,
  };
}

function toSeries(row: Selectable<Tables['series']>): Series {
  return {
    id: row.id,
    text: row.text,
    file: toCarriedFile(row),
    segment: row.segment,
    cron: row.cron,
    days: row.days,
    from: row.from_day,
    until: row.until_day,
    windowMs: row.window_ms,
    receiptReason: row.receipt_reason,
    receiptMs: row.receipt_ms,
    nextAt: row.next_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  };
}
