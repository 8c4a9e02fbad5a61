import { AppError } from '../../base/errors.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import { maskText } from '../../domain/mask.ts';
import type { ReceiptKind, ReceiptWay } from '../../domain/receipt.ts';
import type { BroadcastPlace } from '../../ports/broadcasts.ts';
import type { DeliveryPage } from '../../ports/deliveries.ts';
import {
  type BrowseDeps,
  countReceipts,
  countsOf,
  dailyId,
  findListed,
  type ListedBroadcast,
  type ShownDelivery,
  showDeliveries,
  toListed,
} from './browse.ts';

/** `after`: the `next` of the page before, null = the first; `next` null: it is the last. */
export type PageOf = { after: string | null; limit: number };

export type BroadcastsPage = { broadcasts: ListedBroadcast[]; next: string | null };

export type ShownPage = ListedBroadcast & { deliveries: ShownDelivery[]; next: string | null };

/** `at`: ISO; `late`: after the time it was asked until; `way`: null where it is not on record. */
export type GivenReceipt = {
  deliveryId: string;
  groupId: string;
  group: string;
  name: string;
  kind: ReceiptKind;
  at: string;
  late: boolean;
  way: ReceiptWay | null;
};

/** What staff sent, newest first; the daily messages are not among them. */
export async function pageBroadcasts(
  deps: BrowseDeps,
  { after, limit, sms = false }: PageOf & { sms?: boolean },
): Promise<BroadcastsPage> {
  const place = after === null ? null : readPlace(after);
  const found = await deps.store.broadcasts.page({ after: place, limit: limit + 1, templated: sms });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const counts = await countsOf(deps, shown, []);
  return {
    broadcasts: shown.map((one) => toListed(one, counts)),
    next: found.length > limit && last !== undefined ? `${last.createdAt}~${last.id}` : null,
  };
}

/** Also of a daily message; throws `record/not-found`. */
export async function showPage(
  deps: BrowseDeps,
  id: string,
  { after, limit, state }: PageOf & { state: DeliveryState | null },
): Promise<ShownPage> {
  const listed = await findListed(deps, id);
  const page: DeliveryPage = { state, after: after === null ? 0 : readNumber(after), limit };
  const of = dailyId.test(id) ? { keyPrefix: `${id}/` } : { broadcastId: id };
  const { deliveries, next } = await deps.store.deliveries.page(of, page);
  const shown = await showDeliveries(deps, deliveries);
  await countReceipts(deps, id, shown);
  return { ...listed, deliveries: [...shown.values()], next: next === null ? null : String(next) };
}

/** Who acknowledged, oldest first. */
export async function pageReceipts(
  deps: BrowseDeps,
  id: string,
  { after, limit }: PageOf,
): Promise<{ receipts: GivenReceipt[]; next: string | null }> {
  const { receipt } = await findListed(deps, id);
  const until = receipt === null ? Number.POSITIVE_INFINITY : Date.parse(receipt.until);
  const begin = after === null ? 0 : readNumber(after);
  const all = await deps.store.receipts.list(id);
  const deliveries = await showDeliveries(deps, await deps.store.deliveries.listOf(id));
  const receipts = all.slice(begin, begin + limit).flatMap(({ deliveryId, name, kind, at, way = null }) => {
    const delivery = deliveries.get(deliveryId);
    if (delivery === undefined) return [];
    const { groupId, group } = delivery;
    return [
      {
        deliveryId,
        groupId,
        group,
        name: maskText(name),
        kind,
        at: new Date(at).toISOString(),
        late: at > until,
        way,
      },
    ];
  });
  return { receipts, next: begin + limit < all.length ? String(begin + limit) : null };
}

function readPlace(after: string): BroadcastPlace {
  const [, createdAt, id] = /^(\d{1,15})~(.+)$/su.exec(after) ?? [];
  if (createdAt === undefined || id === undefined) throw notAPlace();
  return { createdAt: Number(createdAt), id };
}

function readNumber(after: string): number {
  if (/^\d{1,15}$/u.test(after)) return Number(after);
  throw notAPlace();
}

function notAPlace(): AppError {
  return new AppError('input/invalid', 'after 应原样写上一页给的 next。');
}
