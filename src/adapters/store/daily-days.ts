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
          .onConflict((conflict) => conflict.column('date').doNothing())
          .execute();
        const fixed = await db
          .selectFrom('daily_days')
          .selectAll()
          .where('date', '=', day.date)
          .executeTakeFirstOrThrow();
        return toDay(fixed);
      });
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
      const row = await read.selectFrom('daily_days').selectAll().orderBy('date', 'desc').limit(1).executeTakeFirst();
      return row ? toDay(row) : null;
    },
  };
}

function toDay(row: Selectable<Tables['daily_days']>): DailyDay {
  return { date: row.date, messageId: row.message_id, text: row.text, plannedAt: row.planned_at };
}
