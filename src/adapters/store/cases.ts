import { AppError } from '../../base/errors.ts';
import type { CaseStep } from '../../domain/case.ts';
import type { Cases, NewCase } from '../../ports/cases.ts';
import { type FilteredCases, filterCases } from './case-filter.ts';
import { casesBehind } from './case-place.ts';
import { detailOf, toCase, toColumns, toStep } from './case-rows.ts';
import { countCases, searchCases } from './case-search.ts';
import { caseNumber } from './case-words.ts';
import { countWaitingCases, pageCounted } from './case-tallies.ts';
import { lockCounter, setCounter } from './counters.ts';
import { inTransaction, type Db, type Handles } from './database.ts';
import type { CaseRow, CaseStepRow } from './schema/cases.ts';

export function createCases({ read, write, engine }: Handles): Cases {
  return {
    record: async (newCase) => (await recordOnce({ write, engine }, newCase)).one,
    recordOnce: (newCase) => recordOnce({ write, engine }, newCase),

    async find(no) {
      const row = await read.selectFrom('cases').selectAll().where('no', '=', no).executeTakeFirst();
      return row ? toCase(row) : null;
    },

    async findByKeys(keys) {
      if (keys.length === 0) return new Map();
      const rows = await read.selectFrom('cases').selectAll().where('key', 'in', keys).execute();
      return new Map(rows.map((row) => [row.key, toCase(row)]));
    },

    async findByClaim(claimHash) {
      const row = await read.selectFrom('cases').selectAll().where('claim_hash', '=', claimHash).executeTakeFirst();
      return row ? toCase(row) : null;
    },

    change({ no, version }, changes, step) {
      return inTransaction(write, async (db) => {
        const row = await db
          .updateTable('cases')
          .set({ ...toColumns(changes), version: version + 1, updated_at: step.at })
          .where('no', '=', no)
          .where('version', '=', version)
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) throw await whyNotChanged(db, no);
        // The version counts the steps: whoever changed the row is the only one who adds this one.
        await addStep(db, {
          ...step,
          detail: detailOf(step.detail),
          case_no: no,
          seq: row.version,
          status: row.status,
        });
        return toCase(row);
      });
    },

    async steps(no) {
      const rows = await read.selectFrom('case_steps').selectAll().where('case_no', '=', no).orderBy('seq').execute();
      return rows.map(toStep);
    },

    async list(filter) {
      return (await inOrder(filterCases(read, filter)).execute()).map(toCase);
    },

    async page(filter, after, limit) {
      return (
        await inOrder(casesBehind(read, filter, after))
          .limit(limit)
          .execute()
      ).map(toCase);
    },

    pageCounted: (filter, after, limit) => pageCounted(read, filter, { after, limit }),

    search: (of) => searchCases({ db: read, engine }, of),

    count: (filter, most) => countCases({ db: read, engine }, { filter, most }),

    async stepsOf(nos) {
      const stories = new Map<string, CaseStep[]>(nos.map((no) => [no, []]));
      if (nos.length === 0) return stories;
      const rows = await read
        .selectFrom('case_steps')
        .selectAll()
        .where('case_no', 'in', nos)
        .orderBy('case_no')
        .orderBy('seq')
        .execute();
      for (const row of rows) stories.get(row.case_no)?.push(toStep(row));
      return stories;
    },

    async listMergedInto(no) {
      const merged = read.selectFrom('cases').selectAll().where('merged_into', '=', no);
      return (await merged.orderBy('no').execute()).map(toCase);
    },

    async listRated({ satisfaction, limit }) {
      const rated = read.selectFrom('cases').selectAll().where('satisfaction', '=', satisfaction);
      const rows = await rated.orderBy('updated_at', 'desc').orderBy('no', 'desc').limit(limit).execute();
      return rows.map(toCase);
    },

    async listOpen({ kind, limit, after = null }) {
      let query = read.selectFrom('cases').selectAll().where('ended_at', 'is', null);
      if (kind !== null) query = query.where('kind', '=', kind);
      if (after !== null)
        query = query.where((eb) =>
          eb.and([
            eb('created_at', '<=', after.createdAt),
            eb.or([eb('created_at', '<', after.createdAt), eb('no', '<', after.no)]),
          ]),
        );
      const rows = await query.orderBy('created_at', 'desc').orderBy('no', 'desc').limit(limit).execute();
      return rows.map(toCase);
    },

    countWaiting: (at) => countWaitingCases(read, at),

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

/** The counter keeps others out, so whoever finds the key free is the only one. */
function recordOnce(
  { write, engine }: Pick<Handles, 'write' | 'engine'>,
  newCase: NewCase,
): ReturnType<Cases['recordOnce']> {
  return inTransaction(write, async (db) => {
    const counter = `cases/${newCase.year}`;
    const last = await lockCounter({ db, engine }, counter);
    const known = await db.selectFrom('cases').selectAll().where('key', '=', newCase.key).executeTakeFirst();
    if (known) return { one: toCase(known), isNew: false };
    const row = await insert(db, newCase, last + 1);
    await setCounter(db, counter, last + 1);
    return { one: toCase(row), isNew: true };
  });
}

function inOrder(cases: FilteredCases) {
  return cases.selectAll().orderBy('created_at').orderBy('year').orderBy('number');
}

async function insert(db: Db, newCase: NewCase, number: number): Promise<CaseRow> {
  const { key, year, who, email = null, organizationId = null, details = {}, createdAt, ...said } = newCase;
  const no = caseNumber({ year, number });
  const row: CaseRow = {
    no,
    year,
    number,
    key,
    status: 'registered',
    version: 1,
    kind: said.kind,
    source: said.source,
    organization: said.organization,
    organization_id: organizationId,
    contact: said.contact,
    phone: said.phone,
    email,
    category: said.category,
    content: said.content,
    expectation: said.expectation,
    details: JSON.stringify(details),
    conversation_id: said.conversationId,
    member_id: said.memberId,
    member_name: said.memberName,
    message_id: said.messageId,
    claim_hash: said.claimHash,
    reception_day_id: said.receptionDayId,
    merged_into: null,
    satisfaction: null,
    due_at: said.dueAt,
    created_at: createdAt,
    updated_at: createdAt,
    ended_at: null,
  };
  const inserted = await db.insertInto('cases').values(row).returningAll().executeTakeFirstOrThrow();
  const step = { case_no: no, seq: 1, at: createdAt, who, action: 'register', status: 'registered' } as const;
  await addStep(db, { ...step, note: null, detail: '{}' });
  return inserted;
}

async function addStep(db: Db, step: CaseStepRow): Promise<void> {
  await db.insertInto('case_steps').values(step).execute();
}

async function whyNotChanged(db: Db, no: string): Promise<AppError> {
  const row = await db.selectFrom('cases').select('no').where('no', '=', no).executeTakeFirst();
  if (row === undefined) return new AppError('record/not-found', `没有编号 ${no} 的诉求，请核对编号。`);
  return new AppError('record/conflict', `${no} 刚被别人改过，请重新看一遍再改。`);
}
