import type { DailyMessage } from '../../src/domain/daily-message.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import { loadAlmanac } from '../../src/features/integrity/almanac.ts';
import { createDayOrders, type DayOrders } from '../../src/features/integrity/day-orders.ts';
import { createDailyPlan, type DailyPlan } from '../../src/features/integrity/plan.ts';
import type { Store } from '../../src/ports/store.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { group } from './store-builders.ts';
import { openTempStore } from './temp-store.ts';

export type PlanBench = {
  store: Store;
  plan: DailyPlan;
  orders: DayOrders;
  clock: HandClock;
  log: NotingLog;
  /** How often somebody was told that there is something to send. */
  told(): number;
  /** Makes the next day's messages come from these. */
  setLibrary(messages: readonly DailyMessage[]): void;
  /** Enrols a group now; returns its id. */
  enroll(name?: string): Promise<string>;
  /** The ledger of a day, or of all. */
  deliveries(day?: string): Promise<Delivery[]>;
  /** The same over another store. */
  over(store: Store): PlanBench;
  restart(): Promise<PlanBench>;
  second(): Promise<PlanBench>;
};

const window = { from: '08:00', until: '12:00' };

/** The daily plan over the real store, with a library of its own; `now` is an ISO instant. */
export async function openPlan(now: string): Promise<PlanBench> {
  const clock = createHandClock(now);
  const { store, reopen, second } = await openTempStore(clock);
  let library: readonly DailyMessage[] = dailyMessages(400);
  let ids = 0;

  const open = (on: Store): PlanBench => {
    const log = createNotingLog();
    let told = 0;
    const shared = { store: on, clock, library: { read: async () => [...library] }, timeZone: 'Asia/Shanghai' };
    const plan = createDailyPlan({
      ...shared,
      log,
      occasions: loadAlmanac,
      window,
      newId: () => `d${(ids += 1)}`,
      onPlanned: () => {
        told += 1;
      },
    });
    return {
      store: on,
      plan,
      orders: createDayOrders(shared),
      clock,
      log,
      told: () => told,
      setLibrary(messages) {
        library = messages;
      },
      async enroll(name = 'g') {
        const id = await group(on, name);
        await on.conversations.setEnrolled(id, clock.now());
        return id;
      },
      deliveries: (day) => on.deliveries.listByKey(day === undefined ? 'daily/' : `daily/${day}/`),
      over: open,
      restart: async () => open(await reopen()),
      second: async () => open(await second()),
    };
  };
  return open(store);
}

export function dailyMessages(count: number, words = '寄语'): DailyMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m-${index}`,
    theme: `主题${index % 5}`,
    text: `${words} ${index}`,
    occasion: null,
    source: index % 2 === 0 ? null : '《大学》',
  }));
}
