import { readNotice } from '../../domain/case-notice.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

/** A case whose submitter could not be told of it; `at`: since when, ISO. */
export type Untold = { no: string; at: string; reason: string };

const lookedBackMs = 30 * 24 * 3_600_000;

/** What did not arrive, was not sent to who left, or nobody knows, the newest of each case, as long as nothing later arrived. */
export async function listUntold({ store, clock }: { store: Store; clock: Clock }): Promise<Untold[]> {
  const newest = new Map<string, Delivery>();
  for (const delivery of await store.deliveries.listUnarrived('case/', clock.now() - lookedBackMs)) {
    const to = readNotice(delivery.key)?.to;
    if (to !== undefined && (newest.get(to)?.createdAt ?? 0) <= delivery.createdAt) newest.set(to, delivery);
  }
  const found: Untold[] = [];
  for (const [no, delivery] of newest) {
    if (await arrivedLater(store, no, delivery)) continue;
    const { createdAt, reason } = delivery;
    found.push({ no, at: new Date(createdAt).toISOString(), reason: reason ?? '原因不明' });
  }
  return found.toSorted((a, b) => b.at.localeCompare(a.at));
}

async function arrivedLater({ deliveries }: Store, no: string, { key, createdAt }: Delivery): Promise<boolean> {
  const about = readNotice(key)?.no ?? no;
  const all = await deliveries.listByKey(`case/${about}/`);
  return all.some((one) => one.state === 'sent' && one.createdAt > createdAt && readNotice(one.key)?.to === no);
}
