import { expect, it } from 'vitest';
import { createTransactionGuard } from '../../../src/adapters/store/transaction-guard.ts';

it('refuses what is sent past a transaction, also after a wait, and nothing once it is over', async () => {
  const guard = createTransactionGuard();

  await guard.enter(async () => {
    await Promise.resolve();
    expect(() => guard.assertOutside()).toThrow('Inside a store transaction');
  });
  guard.assertOutside();
});

it('follows nothing any more when the store is closed', async () => {
  const guard = createTransactionGuard();

  await guard.enter(async () => {
    guard.end();
    expect(() => guard.assertOutside()).not.toThrow();
  });
});
