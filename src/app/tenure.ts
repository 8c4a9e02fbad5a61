import type { Clock } from '../ports/clock.ts';
import type { Leases } from '../ports/leases.ts';

export type TenureDeps = { leases: Leases; clock: Clock; newId: () => string; leaseMs: number };

/**
 * Does work for as long as a lease can be held, one process at a time. False at once while another one has it. The
 * work's signal aborts when the lease is lost: also when the store was away, or this process stood still, for longer
 * than the lease.
 */
export async function holding(
  deps: TenureDeps,
  name: string,
  work: (held: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const owner = deps.newId();
  const take = async (): Promise<number | null> => {
    const now = deps.clock.now();
    return (await deps.leases.take(name, { owner, now, leaseMs: deps.leaseMs })) ? now + deps.leaseMs : null;
  };
  const until = await take();
  if (until === null) return false;

  const lost = new AbortController();
  const timer = keepOn({ take, until, deps, lose: () => lost.abort() });
  try {
    await work(lost.signal);
    return true;
  } finally {
    clearInterval(timer);
    await deps.leases.release(name, owner).catch(() => undefined);
  }
}

type Keeping = { take: () => Promise<number | null>; until: number; deps: TenureDeps; lose: () => void };

/** Extends three times a lease; an answer of the store that comes too late counts for nothing. */
function keepOn(keeping: Keeping): NodeJS.Timeout {
  let { until } = keeping;
  const extend = async (): Promise<void> => {
    if (keeping.deps.clock.now() >= until) return keeping.lose();
    const extended = await keeping.take().catch(() => until);
    if (extended === null || keeping.deps.clock.now() >= extended) return keeping.lose();
    until = extended;
  };
  return setInterval(() => void extend(), keeping.deps.leaseMs / 3);
}
