import { sql } from 'kysely';
import type { ReceptionDay } from '../../domain/reception-day.ts';
import type { ReceptionDays } from '../../ports/reception-days.ts';
import { toCase } from './case-rows.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import { type Db, type Handles, inTransaction } from './database.ts';
import { fromDay, toDay, toDayStep } from './reception-day-rows.ts';

export function createReceptionDays({ read, write }: Handles): ReceptionDays {
  return {
    add: (day) =>
      inTransaction(write, async (db) => {
        const fresh = { reason: null, minutes: null, remindedAt: null, openedAt: null, closedAt: null };
        const { numInsertedOrUpdatedRows = 0n } = await db
          .insertInto('reception_days')
          .values(fromDay({ ...day, ...fresh, status: 'planned', version: 1 }))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        const step = { day_id: day.id, seq: 1, at: day.createdAt, who: day.createdBy, note: null };
        await db
          .insertInto('reception_day_steps')
          .values({ ...step, action: 'plan' })
          .execute();
        return true;
      }),

    find: (id) => find(read, id),

    async page({ status, after, limit }) {
      let query = read.selectFrom('reception_days').selectAll();
      if (status !== null) query = query.where('status', '=', status);
      if (after !== null) query = query.where(sql<boolean>`(starts_at, id) < (${after.startsAt}, ${after.id})`);
      const rows = await query.orderBy('starts_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toDay);
    },

    async listBetween({ from, until, limit }) {
      const query = read.selectFrom('reception_days').selectAll();
      const within = query.where('starts_at', '>=', from).where('starts_at', '<', until);
      return (await within.orderBy('starts_at').orderBy('id').limit(limit).execute()).map(toDay);
    },

    async listAhead(now, limit) {
      const rows = await read
        .selectFrom('reception_days')
        .selectAll()
        .where('status', 'in', ['planned', 'announced', 'open'])
        .where('ends_at', '>', now)
        .orderBy('starts_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toDay);
    },

    async listDue(now, limit) {
      const query = read.selectFrom('reception_days').selectAll().where('next_at', '<=', now);
      const rows = await query.orderBy('next_at').orderBy('id').limit(limit).execute();
      return rows.map(toDay);
    },

    async listOfRule(ruleId, after) {
      const rows = await read
        .selectFrom('reception_days')
        .selectAll()
        .where('rule_id', '=', ruleId)
        .where('starts_at', '>', after)
        .where('status', 'in', ['planned', 'announced'])
        .orderBy('starts_at')
        .execute();
      return rows.map(toDay);
    },

    change: ({ id, version }, changes, step) =>
      inTransaction(write, async (db) => {
        const before = await find(db, id);
        if (before === null || before.version !== version) return null;
        const after: ReceptionDay = { ...before, ...changes, version: version + 1 };
        const { numUpdatedRows } = await db
          .updateTable('reception_days')
          .set(fromDay(after))
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return null;
        // The version counts the steps: whoever changed the row is the only one who adds this one.
        await db
          .insertInto('reception_day_steps')
          .values({ ...step, day_id: id, seq: after.version })
          .execute();
        return after;
      }),

    async steps(id) {
      const query = read.selectFrom('reception_day_steps').selectAll().where('day_id', '=', id);
      return (await query.orderBy('seq').execute()).map(toDayStep);
    },

    addRooms: (id, conversationIds) =>
      eachChunk(conversationIds, INSERT_ROWS, async (chunk) => {
        await write
          .insertInto('reception_day_rooms')
          .values(chunk.map((conversation) => ({ day_id: id, conversation_id: conversation })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),

    async findOpenFor({ conversationId, memberId, at }) {
      const open = read
        .selectFrom('reception_days')
        .innerJoin('reception_day_rooms', 'reception_day_rooms.day_id', 'reception_days.id')
        .selectAll('reception_days')
        .where('opened_at', '<=', at)
        .where((eb) => eb.or([eb('closed_at', 'is', null), eb('closed_at', '>', at)]))
        .where((eb) =>
          eb.or([
            eb('reception_day_rooms.conversation_id', '=', conversationId),
            eb.and([
              eb.exists(
                eb
                  .selectFrom('conversations')
                  .select('conversations.id')
                  .where('conversations.id', '=', conversationId)
                  .where('conversations.kind', '=', 'direct'),
              ),
              eb.exists(
                eb
                  .selectFrom('messages')
                  .select('messages.id')
                  .whereRef('messages.conversation_id', '=', 'reception_day_rooms.conversation_id')
                  .where('messages.bot', '=', 0)
                  .where('messages.member_id', '=', memberId),
              ),
            ]),
          ]),
        );
      const row = await open.orderBy('opened_at', 'desc').orderBy('reception_days.id').limit(1).executeTakeFirst();
      return row ? toDay(row) : null;
    },

    async pageCases(id, { after, limit }) {
      let query = read.selectFrom('cases').selectAll().where('reception_day_id', '=', id);
      const place =
        after === null
          ? undefined
          : await read.selectFrom('cases').select(['year', 'number']).where('no', '=', after).executeTakeFirst();
      if (place) query = query.where(sql<boolean>`(year, number) > (${place.year}, ${place.number})`);
      return (await query.orderBy('year').orderBy('number').limit(limit).execute()).map(toCase);
    },

    async countCases(id) {
      const rows = await read
        .selectFrom('cases')
        .select(({ fn }) => ['kind', 'status', fn.countAll<number | string>().as('cases')])
        .where('reception_day_id', '=', id)
        .groupBy(['kind', 'status'])
        .orderBy('kind')
        .orderBy('status')
        .execute();
      return rows.map(({ kind, status, cases }) => ({ kind, status, cases: Number(cases) }));
    },

    async putPoint(id, { caseNo, said, decided }) {
      await write
        .insertInto('reception_day_points')
        .values({ day_id: id, case_no: caseNo, said, decided })
        .onConflict((conflict) => conflict.columns(['day_id', 'case_no']).doUpdateSet({ said, decided }))
        .execute();
    },

    async listPoints(id) {
      const query = read.selectFrom('reception_day_points').selectAll().where('day_id', '=', id);
      const rows = await query.orderBy('case_no').execute();
      return rows.map(({ case_no: caseNo, said, decided }) => ({ caseNo, said, decided }));
    },
  };
}

async function find(db: Db, id: string): Promise<ReceptionDay | null> {
  const row = await db.selectFrom('reception_days').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toDay(row) : null;
}
