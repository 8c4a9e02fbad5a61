import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { StoreOptions } from '../../../src/adapters/store/database.ts';
import { planBroadcast } from '../../../src/features/broadcasts/plan.ts';
import type { Store } from '../../../src/ports/store.ts';
import { withStore } from '../crash/town.ts';

/** So many broadcasts, each of its own words, and urgent: those that are not go to a group as one message. */
export async function planAll(store: Store, rounds: number, to: string): Promise<void> {
  const clock = { now: () => Date.now() };
  const deps = { store, clock, newId: randomUUID, channels: new Map(), quietHours: null, timeZone: 'Asia/Shanghai' };
  for (let round = 1; round <= rounds; round += 1) {
    const text = `${to} 第 ${round} 次通知：请{群名}周五前报名`;
    await planBroadcast(deps, { text, to, at: null, until: null, receipt: null, urgent: '测量', by: '测量' });
  }
}

/** Resolves when nothing waits any more. */
export function settled(options: StoreOptions): Promise<void> {
  return withStore(options, async (store) => {
    for (;;) {
      const { pending, claimed, sending } = await store.deliveries.countStates();
      if (pending + claimed + sending === 0) return;
      await setTimeout(200);
    }
  });
}
