import { startFleet, type Fleet } from '../crash/fleet.ts';
import { openPlace, type StoreKind } from '../crash/place.ts';
import { settingsFor, slowestMs } from '../crash/rehearse.ts';
import { enrollTown, openTown, withStore } from '../crash/town.ts';
import { planAll, settled } from './work.ts';

export type LimitedOptions = { kind: StoreKind; workers: number; groups: number; rounds: number };

export type Limited = {
  sent: number;
  refused: number;
  /** Messages a second while all groups had something to get. */
  perSecond: number;
  /** The most in any window of the platform. */
  worst: { account: number; group: number };
  seconds: number;
};

/** Groups that get much more than the others, and how many messages more. */
const busy = { groups: 5, rounds: 22 };
const busyTag = '忙';

/** Built bots, as they are, against a platform that keeps Telegram's limits. */
export async function sendWithinLimits(options: LimitedOptions): Promise<Limited> {
  const { kind, workers, groups, rounds } = options;
  const random = Math.random;
  const place = await openPlace(kind);
  const town = await openTown({ groups, random, slowestMs, limited: true });
  let fleet: Fleet | null = null;
  try {
    await withStore(place.options, async (store) => {
      await enrollTown(store, groups);
      const some = (await store.conversations.list()).slice(0, busy.groups);
      for (const { id, tags } of some) await store.conversations.setTags(id, [...tags, busyTag]);
      await planAll(store, rounds, 'all');
      await planAll(store, busy.rounds, `tag:${busyTag}`);
    });
    const settingsOf = (worker: number): Record<string, string> => ({
      ...settingsFor(town),
      ...place.settingsOf(worker),
    });
    fleet = await startFleet({ workers, random, settingsOf });
    await settled(place.options);
    await fleet.stop();
    const [first = 0] = town.calls;
    return {
      sent: town.shown().length,
      refused: town.limits.refused(),
      perSecond: rateOf(town.calls, groups * rounds),
      worst: town.limits.worst(),
      seconds: ((town.calls.at(-1) ?? first) - first) / 1_000,
    };
  } finally {
    await fleet?.abandon();
    await town.telegram.close();
    await place.drop();
  }
}

/** Of the middle of the first so many: neither the start nor the last few that wait for one group. */
function rateOf(calls: readonly number[], wide: number): number {
  const [from, until] = [Math.floor(wide * 0.1), Math.floor(wide * 0.9)];
  return ((until - from) / ((calls[until] ?? 0) - (calls[from] ?? 0))) * 1_000;
}
