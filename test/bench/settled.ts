import { setTimeout } from 'node:timers/promises';
import type { Store } from '../../src/ports/store.ts';

const everyMs = 100;
/** Longer than a platform waits before it hands a message over again. */
const stillMs = 45_000;

/**
 * Resolves when this many messages have their answers and none waits any more; also when the ledger has stood still for
 * so long that what is missing is lost, for whoever counts to tell.
 */
export async function settled(store: Store, answers: number): Promise<void> {
  let [before, since] = [-1, performance.now()];
  for (;;) {
    const { pending, claimed, sending, sent, unknown, failed, skipped } = await store.deliveries.countStates();
    const [waiting, done] = [pending + claimed + sending, sent + unknown + failed + skipped];
    if (waiting === 0 && done >= answers) return;
    if (waiting > 0 || done !== before) since = performance.now();
    if (performance.now() - since > stillMs) return;
    before = done;
    await setTimeout(everyMs);
  }
}
