import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { Broadcasts } from '../../ports/broadcasts.ts';
import type { Handles } from './database.ts';
import { toCarriedFile, toFileColumns } from './file-columns.ts';
import type { Tables } from './schema.ts';

export function createBroadcasts({ read, write }: Handles): Broadcasts {
  return {
    async add(broadcast) {
      await write
        .insertInto('broadcasts')
        .values({
          id: broadcast.id,
          text: broadcast.text,
          ...toFileColumns(broadcast.file),
          segment: broadcast.segment,
          at: broadcast.at,
          closes_at: broadcast.closesAt,
          receipt_reason: broadcast.receipt?.reason ?? null,
          receipt_until: broadcast.receipt?.until ?? null,
          created_by: broadcast.createdBy,
          created_at: broadcast.createdAt,
          cancelled_at: null,
          reminded_at: null,
          reminder: null,
          series_id: broadcast.seriesId,
          skipped: broadcast.skipped,
          urgent: broadcast.urgent,
          keeps_quiet: broadcast.keepsQuiet === true ? 1 : null,
        })
        .execute();
    },

    async find(id) {
      const row = await read.selectFrom('broadcasts').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toBroadcast(row) : null;
    },

    async list(limit) {
      const rows = await read
        .selectFrom('broadcasts')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toBroadcast);
    },

    async page({ after, limit, templated = false }) {
      const each = read.selectFrom('broadcasts').selectAll();
      const all = templated ? each.where((eb) => eb.exists(templatedOf(eb))) : each;
      const rest =
        after === null
          ? all
          : all.where((eb) =>
              eb.or([
                eb('created_at', '<', after.createdAt),
                eb.and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
              ]),
            );
      const rows = await rest.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toBroadcast);
    },

    async listOccurrences(seriesId, limit) {
      const rows = await read
        .selectFrom('broadcasts')
        .selectAll()
        .where('series_id', '=', seriesId)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toBroadcast);
    },

    async listOpen(seriesId, now) {
      const rows = await read
        .selectFrom('broadcasts')
        .selectAll()
        .where('series_id', '=', seriesId)
        .where('closes_at', '>', now)
        .where('cancelled_at', 'is', null)
        .orderBy('at')
        .execute();
      return rows.map(toBroadcast);
    },

    async listToRemind(now) {
      const rows = await read
        .selectFrom('broadcasts')
        .selectAll()
        .where('receipt_until', '>', now)
        .where('cancelled_at', 'is', null)
        .where('skipped', 'is', null)
        .where('reminder', 'is', null)
        .orderBy('receipt_until')
        .orderBy('id')
        .execute();
      return rows.map(toBroadcast);
    },

    async remind(id, { at, outcome }) {
      const { numUpdatedRows } = await write
        .updateTable('broadcasts')
        .set({ reminded_at: at, reminder: outcome })
        .where('id', '=', id)
        .where('reminder', 'is', null)
        .where('cancelled_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async setText(id, text) {
      const { numUpdatedRows } = await write
        .updateTable('broadcasts')
        .set({ text })
        .where('id', '=', id)
        .where('cancelled_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async cancel(id, at) {
      const { numUpdatedRows } = await write
        .updateTable('broadcasts')
        .set({ cancelled_at: at })
        .where('id', '=', id)
        .where('cancelled_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

/** Deliveries of a template of a broadcast. */
function templatedOf(eb: ExpressionBuilder<Tables, 'broadcasts'>) {
  return eb
    .selectFrom('deliveries')
    .select('seq')
    .whereRef('deliveries.broadcast_id', '=', 'broadcasts.id')
    .where('template', 'is not', null);
}

function toBroadcast(row: Selectable<Tables['broadcasts']>): Broadcast {
  const { receipt_reason: reason, receipt_until: until, reminded_at: at, reminder: outcome } = row;
  return {
    id: row.id,
    text: row.text,
    file: toCarriedFile(row),
    segment: row.segment,
    at: row.at,
    closesAt: row.closes_at,
    receipt: reason === null || until === null ? null : { reason, until },
    createdBy: row.created_by,
    createdAt: row.created_at,
    seriesId: row.series_id,
    skipped: row.skipped,
    urgent: row.urgent,
    ...(row.keeps_quiet === 1 && { keepsQuiet: true }),
    cancelledAt: row.cancelled_at,
    reminder: at === null || outcome === null ? null : { at, outcome },
  };
}
