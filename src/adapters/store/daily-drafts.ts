import type { Selectable } from 'kysely';
import type { DailyDraft, DailyDrafts } from '../../ports/daily-drafts.ts';
import { lockCounter, setCounter } from './counters.ts';
import { inTransaction, type Handles } from './database.ts';
import type { Tables } from './schema.ts';

const counter = 'daily_drafts';
/** One more than a message of a file has, so that no file can use the same id. */
const digits = 4;

export function createDailyDrafts({ read, write, engine }: Handles): DailyDrafts {
  return {
    add(draft) {
      return inTransaction(write, async (db) => {
        const number = (await lockCounter({ db, engine }, counter)) + 1;
        const row = await db
          .insertInto('daily_drafts')
          .values({
            number,
            id: `own-${String(number).padStart(digits, '0')}`,
            theme: draft.theme,
            text: draft.text,
            occasion: draft.occasion,
            source: draft.source,
            state: 'draft',
            created_by: draft.createdBy,
            created_at: draft.createdAt,
            decided_by: null,
            decided_at: null,
            reason: null,
            generated: draft.generated ? 1 : 0,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await setCounter(db, counter, number);
        return toDraft(row);
      });
    },

    async find(id) {
      const row = await read.selectFrom('daily_drafts').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toDraft(row) : null;
    },

    async list(states) {
      if (states.length === 0) return [];
      const rows = await read
        .selectFrom('daily_drafts')
        .selectAll()
        .where('state', 'in', states)
        .orderBy('number')
        .execute();
      return rows.map(toDraft);
    },

    async decide(id, { state, by, at, reason, text }) {
      const result = await write
        .updateTable('daily_drafts')
        .set({ state, decided_by: by, decided_at: at, reason, ...(text === undefined ? {} : { text }) })
        .where('id', '=', id)
        .where('state', '=', 'draft')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

function toDraft(row: Selectable<Tables['daily_drafts']>): DailyDraft {
  return {
    id: row.id,
    theme: row.theme,
    text: row.text,
    occasion: row.occasion,
    source: row.source,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason: row.reason,
    generated: row.generated === 1,
  };
}
