import { AppError } from '../../base/errors.ts';
import type { ConversationRef } from '../../domain/conversation.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { AskingDelivery } from '../../domain/receipt.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Store } from '../../ports/store.ts';
import { askingWay } from './asking.ts';
import { isPostable } from './resolve.ts';

export type PostedDeps = { store: Store; channels: ReadonlyMap<string, Channel> };

/** A delivery that went to this conversation and asks for a 收到; null when it is none. */
export async function findAsking(
  { store }: PostedDeps,
  deliveryId: string,
  ref: ConversationRef,
): Promise<AskingDelivery | null> {
  const delivery = await store.deliveries.find(deliveryId);
  if (delivery === null || !mayHaveArrived(delivery)) return null;
  const conversation = await store.conversations.findByRef(ref);
  if (conversation?.id !== delivery.conversationId) return null;
  const reminded = delivery.reminds === null ? delivery : await store.deliveries.find(delivery.reminds);
  return reminded === null || isForStaff(delivery) ? null : asAsking(store, reminded);
}

/** A delivery that asks for a 收到 by a link; where a person posts it, that may be out before it is marked as posted. */
export async function findPosted({ store, channels }: PostedDeps, deliveryId: string): Promise<AskingDelivery> {
  const delivery = await store.deliveries.find(deliveryId);
  const conversation = delivery === null ? null : await store.conversations.find(delivery.conversationId);
  const capabilities = channels.get(conversation?.channel ?? '')?.capabilities;
  const isByLink = capabilities !== undefined && askingWay(capabilities) === 'link';
  const asking = delivery === null || !isByLink ? null : await asAsking(store, delivery);
  if (delivery === null || asking === null)
    throw new AppError('record/not-found', '没有这个确认链接，请检查网址是否完整。');
  if ((delivery.state === 'skipped' && !isPostable(delivery)) || delivery.state === 'failed')
    throw new AppError('record/not-found', '这条通知已经取消了，不用确认了。');
  return asking;
}

function isForStaff({ kind, reminds }: Delivery): boolean {
  return kind === 'reminder' && reminds === null;
}

/** Pressing its button shows that it is there, whatever the ledger has heard so far. */
function mayHaveArrived({ state, attempts }: Delivery): boolean {
  if (state === 'skipped' || state === 'failed') return false;
  return state !== 'pending' || attempts > 0;
}

async function asAsking({ broadcasts }: Store, { id, text, broadcastId }: Delivery): Promise<AskingDelivery | null> {
  const broadcast = broadcastId === null ? null : await broadcasts.find(broadcastId);
  const until = broadcast?.receipt?.until ?? null;
  return until === null ? null : { id, text, until };
}
