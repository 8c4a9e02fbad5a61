import { createAccounts } from '../../../src/features/directory/accounts.ts';
import { createPasswordHasher } from '../../../src/features/directory/password-hash.ts';
import { systemClock } from '../../../src/adapters/process/clock.ts';
import { caseNumber } from '../../../src/adapters/store/case-words.ts';
import { openDatabase, type StoreOptions } from '../../../src/adapters/store/database.ts';
import { insertRows } from '../../../src/adapters/store/table-rows.ts';
import type { Store } from '../../../src/ports/store.ts';
import { newCase } from '../../support/store-builders.ts';

export const password = '春眠不觉晓处处闻啼鸟';
const filledAtOnce = 1_000;
const topics = ['会费怎么算', '食品安全培训', '展会补贴', '停车难', '收费不合理', '招工难', '年检手续', '评优办法'];
const kinds = ['suggestion', 'complaint', 'demand', 'dispute', 'fee_report'];

/** Cases over the last year, of every kind, some behind their day; written as a restore does, since it is what is read that counts. */
export async function fillCases(options: StoreOptions, cases: number): Promise<void> {
  const database = await openDatabase(options);
  const now = Date.now();
  const every = (365 * 24 * 3_600_000) / cases;
  try {
    for (let from = 0; from < cases; from += filledAtOnce) {
      const numbers = Array.from({ length: Math.min(filledAtOnce, cases - from) }, (_, one) => from + one);
      await database.write.transaction().execute(async (db) => {
        const rows = numbers.map((one) => rowOf(one, { now, createdAt: Math.floor(now - (cases - one) * every) }));
        await insertRows(db, { table: 'cases', rows });
        await insertRows(db, { table: 'case_steps', rows: rows.map(firstStepOf) });
      });
    }
    await insertRows(database.write, { table: 'counters', rows: [{ name: `cases/${year}`, value: cases }] });
  } finally {
    await database.close();
  }
}

const year = 2026;

function rowOf(one: number, { now, createdAt }: { now: number; createdAt: number }) {
  const filled = newCase(one, { content: `${topics[one % topics.length]}，请协会说明并尽快处理，第 ${one} 件。` });
  return {
    no: caseNumber({ year, number: one + 1 }),
    year,
    number: one + 1,
    key: filled.key,
    kind: kinds[one % kinds.length] ?? 'suggestion',
    status: 'registered',
    version: 1,
    source: 'chat',
    organization: `第${one % 300}协会`,
    organization_id: null,
    contact: filled.contact,
    phone: '13800138000',
    email: null,
    category: null,
    content: filled.content,
    expectation: null,
    details: '{}',
    conversation_id: null,
    member_id: null,
    member_name: filled.memberName,
    message_id: null,
    claim_hash: null,
    reception_day_id: null,
    merged_into: null,
    satisfaction: null,
    due_at: one % 3 === 0 ? now - 3_600_000 : now + 30 * 24 * 3_600_000,
    created_at: createdAt,
    updated_at: createdAt,
    ended_at: null,
  };
}

function firstStepOf({ no, created_at: at }: ReturnType<typeof rowOf>) {
  return { case_no: no, seq: 1, at, who: '测量', action: 'register', status: 'registered', note: null, detail: '{}' };
}

/** People who may sign in; their names. */
export async function addPeople(store: Store, people: number): Promise<string[]> {
  let ids = 0;
  const accounts = createAccounts({
    store,
    clock: systemClock,
    passwords: createPasswordHasher(),
    newId: () => `load-${(ids += 1)}`,
  });
  const names = Array.from({ length: people }, (_, one) => `测量${one + 1}`);
  for (const name of names) {
    await accounts.add(name, 'admin');
    await accounts.setPassword(name, password, { mustChange: false });
  }
  return names;
}
