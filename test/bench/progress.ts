import type { Store } from '../../src/ports/store.ts';

const everyMs = 5_000;

/** Says every five seconds, beside the result, how far the ledger is; the function given back ends it. */
export function tellProgress(store: Store): () => Promise<void> {
  const began = performance.now();
  let telling: Promise<void> = Promise.resolve();
  const timer = setInterval(() => (telling = tell(store, began)), everyMs);
  return async () => {
    clearInterval(timer);
    await telling;
  };
}

async function tell(store: Store, began: number): Promise<void> {
  const { pending, claimed, sending, sent, unknown } = await store.deliveries.countStates();
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  process.stderr.write(`${seconds} 秒：待发 ${pending + claimed + sending}，已发 ${sent}，结果不明 ${unknown}\n`);
}
