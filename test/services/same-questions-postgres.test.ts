import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';
import { question } from '../support/store-builders.ts';

const many = 60;

describe.skipIf(sayWhenSkipped('the same question answered twice at once'))('the same question, asked by many', () => {
  it('is answered by one of two processes, and neither waits for the other for ever', async () => {
    const { url, schema, drop } = newSchema();
    const stores = [
      await openStore({ kind: 'postgres', url, schema }),
      await openStore({ kind: 'postgres', url, schema }),
    ];
    onTestFinished(async () => {
      for (const store of stores) await store.close();
      await drop();
    });
    const [one, two] = stores as [Store, Store];
    for (let round = 0; round < 3; round += 1) {
      const ids = Array.from({ length: many }, (_, place) => `q${round}-${String(place).padStart(3, '0')}`);
      for (const id of ids) await one.unanswered.record(question(id, { question: `第${round}轮怎么交会费` }));

      const ends = await Promise.allSettled([
        answerAll(one, ids[0] ?? '', (others) => others),
        answerAll(two, ids.at(-1) ?? '', (others) => others.toReversed()),
      ]);

      const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      expect(refused.map((error) => (error instanceof AppError ? error.code : error))).toEqual(['record/conflict']);
      expect(await one.unanswered.countOpen()).toMatchObject({ open: 0 });
    }
  });
});

/** As the desks do it: the one that was looked at first, then the others. */
function answerAll(store: Store, id: string, order: (ids: string[]) => string[]): Promise<void> {
  return store.transaction(async ({ unanswered }) => {
    const same = await unanswered.listSame(id);
    const others = order(same.filter((other) => other !== id));
    for (const each of [id, ...others]) await unanswered.answer(each, { text: '每年三月', at: 5, documentId: null });
  });
}
