import type { Selectable } from 'kysely';
import type { Case } from '../../domain/case.ts';
import type { Cases, NewCase } from '../../ports/cases.ts';
import { lockCounter, setCounter } from './counters.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import type { Tables } from './schema.ts';

/** Digits of a number at least; the 10,000th of a year simply has five. */
const DIGITS = 4;

export function createCases({ read, write, engine }: Handles): Cases {
  return {
    record(newCase, part) {
      return inTransaction(write, async (db) => {
        const counter = `cases/${newCase.year}`;
        const last = await lockCounter({ db, engine }, counter);
        const known = await findOfMessage(db, newCase.messageId, part);
        if (known) return known;
        const recorded = await insert(db, { newCase, part, number: last + 1 });
        await setCounter(db, counter, last + 1);
        return recorded;
      });
    },

    async find(no) {
      const row = await read.selectFrom('cases').selectAll().where('no', '=', no).executeTakeFirst();
      return row ? toCase(row) : null;
    },

    async list({ from, to, status, kind }) {
      let query = read.selectFrom('cases').selectAll();
      if (from !== null) query = query.where('created_at', '>=', from);
      if (to !== null) query = query.where('created_at', '<', to);
      if (status !== null) query = query.where('status', '=', status);
      if (kind !== null) query = query.where('kind', '=', kind);
      const rows = await query.orderBy('created_at').orderBy('year').orderBy('number').execute();
      return rows.map(toCase);
    },

    async listOfMember(memberId, limit) {
      const rows = await read
        .selectFrom('cases')
        .selectAll()
        .where('member_id', '=', memberId)
        .orderBy('created_at', 'desc')
        .orderBy('year', 'desc')
        .orderBy('number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toCase);
    },
  };
}

async function findOfMessage(db: Db, messageId: number, part: number): Promise<Case | null> {
  const row = await db
    .selectFrom('cases')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('part', '=', part)
    .executeTakeFirst();
  return row ? toCase(row) : null;
}

async function insert(
  db: Db,
  { newCase, part, number }: { newCase: NewCase; part: number; number: number },
): Promise<Case> {
  const row = await db
    .insertInto('cases')
    .values({
      no: `${newCase.year}-${String(number).padStart(DIGITS, '0')}`,
      year: newCase.year,
      number,
      kind: newCase.kind,
      status: 'registered',
      organization: newCase.organization,
      contact: newCase.contact,
      phone: newCase.phone,
      category: newCase.category,
      content: newCase.content,
      expectation: newCase.expectation,
      conversation_id: newCase.conversationId,
      member_id: newCase.memberId,
      member_name: newCase.memberName,
      message_id: newCase.messageId,
      part,
      due_at: newCase.dueAt,
      created_at: newCase.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCase(row);
}

function toCase(row: Selectable<Tables['cases']>): Case {
  return {
    no: row.no,
    kind: row.kind,
    status: row.status,
    organization: row.organization,
    contact: row.contact,
    phone: row.phone,
    category: row.category,
    content: row.content,
    expectation: row.expectation,
    conversationId: row.conversation_id,
    memberId: row.member_id,
    memberName: row.member_name,
    messageId: row.message_id,
    dueAt: row.due_at,
    createdAt: row.created_at,
  };
}
