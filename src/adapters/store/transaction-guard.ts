import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Knows when code runs inside a transaction of this store.
 *
 * A statement sent past the transaction would wait for ever on SQLite (one writing connection) and would silently not
 * belong to it on PostgreSQL; so it is refused. Work that outlives its transaction is not inside it any more.
 */
export type TransactionGuard = {
  enter<T>(work: () => Promise<T>): Promise<T>;
  /** Throws inside a transaction. */
  assertOutside(): void;
  /** After the last transaction: until then every promise of the process carries what is known of it, also of a closed store. */
  end(): void;
};

export function createTransactionGuard(): TransactionGuard {
  const current = new AsyncLocalStorage<{ open: boolean }>();

  return {
    enter(work) {
      const transaction = { open: true };
      return current.run(transaction, async () => {
        try {
          return await work();
        } finally {
          transaction.open = false;
        }
      });
    },
    assertOutside() {
      if (current.getStore()?.open) {
        throw new Error('Inside a store transaction only the records passed in may be used');
      }
    },
    end() {
      current.disable();
    },
  };
}
