import { createAccounts } from '../../../src/features/directory/accounts.ts';
import { createPasswordHasher } from '../../../src/features/directory/password-hash.ts';
import { systemClock } from '../../../src/adapters/process/clock.ts';
import type { Store } from '../../../src/ports/store.ts';
import { newCase } from '../../support/store-builders.ts';

export const password = '春眠不觉晓处处闻啼鸟';
const filledAtOnce = 1_000;
const topics = ['会费怎么算', '食品安全培训', '展会补贴', '停车难', '收费不合理', '招工难', '年检手续', '评优办法'];
const kinds = ['suggestion', 'complaint', 'demand', 'dispute', 'fee_report'];

/** Cases over the last year, of every kind, some behind their day. */
export async function fillCases(store: Store, cases: number): Promise<void> {
  const now = Date.now();
  const every = (365 * 24 * 3_600_000) / cases;
  for (let from = 0; from < cases; from += filledAtOnce)
    await store.transaction(async (records) => {
      for (let one = from; one < Math.min(cases, from + filledAtOnce); one += 1)
        await records.cases.record(
          newCase(one, {
            kind: kinds[one % kinds.length] ?? 'suggestion',
            content: `${topics[one % topics.length]}，请协会说明并尽快处理，第 ${one} 件。`,
            organization: `第${one % 300}协会`,
            createdAt: Math.floor(now - (cases - one) * every),
            dueAt: one % 3 === 0 ? now - 3_600_000 : now + 30 * 24 * 3_600_000,
            phone: '13800138000',
          }),
        );
    });
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
