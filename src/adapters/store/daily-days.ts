import type { Selectable } from 'kysely';
import type { DailyDay, DailyDays } from '../../ports/daily-days.ts';
import { inTransaction, type Handles } from './database.ts';
import type { Tables } from './schema.ts';

export function createDailyDays({ read, write }: Handles): DailyDays {
  return {
    fix(day) {
      return inTransaction(write, async (db) => {
        await db
          .insertInto('daily_days')
          .values({ date: day.date, message_id: day.messageId, text: day.text, planned_at: day.plannedAt })
          .onConflict((conflict) =>
            conflict
              .column('date')
              .doUpdateSet({ open: 0, planned_at: day.plannedAt })
              .where('daily_days.open', '=', 1),
          )
          .execute();
        const fixed = await db
          .selectFrom('daily_days')
          .selectAll()
          .where('date', '=', day.date)
          .executeTakeFirstOrThrow();
        return toDay(fixed);
      });
    },

    async order({ date, messageId, text, skipped, plannedAt }) {
      const ordered = { message_id: messageId, text, skipped, planned_at: plannedAt };
      const result = await write
        .insertInto('daily_days')
        .values({ date, open: 1, ...ordered })
        .onConflict((conflict) => conflict.column('date').doUpdateSet(ordered).where('daily_days.open', '=', 1))
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async takeBack(date) {
      const result = await write
        .deleteFrom('daily_days')
        .where('date', '=', date)
        .where('open', '=', 1)
        .where('skipped', 'is', null)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    async unskip(date) {
      const result = await write
        .deleteFrom('daily_days')
        .where('date', '=', date)
        .where('skipped', 'is not', null)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    async find(date) {
      const row = await read.selectFrom('daily_days').selectAll().where('date', '=', date).executeTakeFirst();
      return row ? toDay(row) : null;
    },

    async list(from, until) {
      const rows = await read
        .selectFrom('daily_days')
        .selectAll()
        .where('date', '>=', from)
        .where('date', '<=', until)
        .orderBy('date')
        .execute();
      return rows.map(toDay);
    },

    async latest() {
      const row = await read
        .selectFrom('daily_days')
        .selectAll()
        .where('open', '=', 0)
        .orderBy('date', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toDay(row) : null;
    },
  };
}

function toDay(row: Selectable<Tables['daily_days']>): DailyDay {
  return {
    date: row.date,
    messageId: row.message_id,
    text: row.text,
    skipped: row.skipped,
    open: row.open === 1,
    plannedAt: row.planned_at,
  };
}
