import { type Child, startChild } from '../../support/child.ts';
import { openPlace, type StoreKind } from '../crash/place.ts';
import { enrollTown, openTown, withStore } from '../crash/town.ts';
import { planAll, settled } from './work.ts';

export type FreeOptions = { kind: StoreKind; workers: number; groups: number; rounds: number; slowestMs: number };

/** What it does in a second when no platform holds it back; messages that arrived, milliseconds from the first to the last. */
export type Free = { sent: number; ms: number };

/** The sender of the product and its Telegram channel without a pace, in processes of their own. */
export async function sendFreely(options: FreeOptions, script: string): Promise<Free> {
  const { kind, workers, groups, rounds } = options;
  const place = await openPlace(kind);
  const town = await openTown({ ...options, random: Math.random, limited: false });
  const children: Child[] = [];
  try {
    await withStore(place.options, async (store) => {
      await enrollTown(store, groups);
      await planAll(store, rounds, 'all');
    });
    const { now: _, ...store } = place.options;
    for (let worker = 0; worker < workers; worker += 1) {
      const task = { store, apiRoot: town.telegram.url, token: town.bot.token, owner: `worker-${worker}` };
      children.push(startChild(script, task));
    }
    await settled(place.options);
    const [first = 0] = town.calls;
    return { sent: town.shown().length, ms: (town.calls.at(-1) ?? first) - first };
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map(({ ended }) => ended));
    await town.telegram.close();
    await place.drop();
  }
}
