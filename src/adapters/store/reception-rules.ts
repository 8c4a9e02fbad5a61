import { sql } from 'kysely';
import type { ReceptionRules } from '../../ports/reception-rules.ts';
import type { Handles } from './database.ts';
import { fromRule, toRule } from './reception-day-rows.ts';

export function createReceptionRules({ read, write }: Handles): ReceptionRules {
  return {
    async add(rule) {
      const { numInsertedOrUpdatedRows = 0n } = await write
        .insertInto('reception_rules')
        .values(fromRule({ ...rule, endedAt: null }))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async find(id) {
      const row = await read.selectFrom('reception_rules').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toRule(row) : null;
    },

    async list(limit) {
      const rows = await read
        .selectFrom('reception_rules')
        .selectAll()
        .orderBy(sql`case when ended_at is null then 0 else 1 end`)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toRule);
    },

    async listDue(until) {
      const query = read.selectFrom('reception_rules').selectAll().where('next_day', '<=', until);
      const rows = await query.where('ended_at', 'is', null).orderBy('next_day').orderBy('id').execute();
      return rows.map(toRule);
    },

    async advance(id, { from, to }) {
      const { numUpdatedRows } = await write
        .updateTable('reception_rules')
        .set({ next_day: to })
        .where('id', '=', id)
        .where('next_day', '=', from)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async end(id, at) {
      const { numUpdatedRows } = await write
        .updateTable('reception_rules')
        .set({ ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
