import type { Clock } from '../ports/clock.ts';
import type { Leases } from '../ports/leases.ts';

/** Runs work under a lease of the store, so that one process at a time does it; false when another one does. */
export type Exclusive = (name: string, work: () => Promise<void>) => Promise<boolean>;

const leaseMs = 30_000;

export function createExclusive(deps: { leases: Leases; clock: Clock; newId: () => string }): Exclusive {
  return async (name, work) => {
    // An owner for each work: the same process may ask twice at the same moment.
    const owner = deps.newId();
    const take = (): Promise<boolean> => deps.leases.take(name, { owner, now: deps.clock.now(), leaseMs });
    if (!(await take())) return false;
    // A store that is away for a moment loses no work: the next extension comes in time.
    const timer = setInterval(() => void take().catch(() => false), leaseMs / 3);
    try {
      await work();
      return true;
    } finally {
      clearInterval(timer);
      await deps.leases.release(name, owner).catch(() => undefined);
    }
  };
}
