import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openStore } from '../../../src/adapters/store/store.ts';
import { createSender } from '../../../src/features/broadcasts/sender.ts';
import type { OccasionsOf } from '../../../src/features/integrity/almanac.ts';
import { createDayOrders, type DayOrders } from '../../../src/features/integrity/day-orders.ts';
import { createDailyPlan } from '../../../src/features/integrity/plan.ts';
import type { DailyLibrary } from '../../../src/ports/daily-library.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { HandClock } from '../hand-clock.ts';
import { createNotingLog } from '../noting-log.ts';
import type { Platform } from './platform.ts';

/** What outlives a process. */
export type World = {
  /** Where the store is. */
  folder: string;
  clock: HandClock;
  platform: Platform;
  library: DailyLibrary;
  occasions: OccasionsOf;
};

/** One life of the bot. */
export type Bot = {
  store: Store;
  orders: DayOrders;
  /** Looks at the clock, plans and sends until nothing is due; false when it died over it. */
  tick(): Promise<boolean>;
  close(): Promise<void>;
};

/** As long as the settings say when nothing else is said. */
export const window = { from: '08:00', until: '12:00' };

/** Planner and sender over the real store, as a server starts them. */
export async function startBot(world: World, timeZone: string): Promise<Bot> {
  const { folder, clock, platform } = world;
  const file = join(folder, 'qingyu.sqlite');
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: clock.now });
  const shared = { store: mortal(store, platform), clock, timeZone, log: createNotingLog() };
  const plan = createDailyPlan({
    ...shared,
    library: world.library,
    occasions: async () => world.occasions,
    window,
    newId: randomUUID,
    onPlanned() {},
  });
  const sender = createSender({
    ...shared,
    channels: new Map([[platform.channel.id, platform.channel]]),
    linkOf: String,
    owner: randomUUID(),
    random: Math.random,
    sleep: async () => {},
    quietHours: { from: '21:30', until: '07:30' },
    dailyCap: 4,
  });
  await sender.recover(true);
  const { signal } = new AbortController();
  return {
    store,
    orders: createDayOrders({ ...shared, store, library: world.library }),
    close: () => store.close(),
    async tick() {
      try {
        await plan.planDue();
        await sender.recover(false);
        while (await sender.round(platform.channel.id, signal));
        return !platform.isDead();
      } catch (error) {
        if (platform.isDead()) return false;
        throw error;
      }
    },
  };
}

/** After its death nothing that it does reaches the store any more. */
function mortal(store: Store, { isDead }: Platform): Store {
  const deliveries = new Proxy(store.deliveries, {
    get: (target, name, self) =>
      isDead() ? () => Promise.reject(new Error('the process is dead')) : Reflect.get(target, name, self),
  });
  return {
    ...store,
    deliveries,
    transaction: (work) => (isDead() ? Promise.reject(new Error('the process is dead')) : store.transaction(work)),
  };
}
