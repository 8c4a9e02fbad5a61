import { AppError } from '../../base/errors.ts';
import { type Delivery, overdueReason } from '../../domain/delivery.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Decision, Undecided } from '../../ports/deliveries.ts';
import type { Store } from '../../ports/store.ts';
import { askFirst } from './ask-first.ts';
import { askingOn, type LinkOf } from './asking.ts';
import { type Resolution, resolvedEntry } from './audited.ts';
import { messagesOf } from './messages-of.ts';
import { stateNames } from './state-names.ts';

export type ResolveDeps = {
  store: Store;
  clock: Clock;
  timeZone: string;
  channels: ReadonlyMap<string, Channel>;
  linkOf: LinkOf;
};

/** What is sent again goes out at once, also after its window. */
const handWindowMs = 60 * 60_000;

type Resolving = { deliveryId: string; as: Resolution; by: string };

/**
 * Once: of two people who decide at the same time one is told that the other was first. What a person has posted as one
 * message is several ids, joined by commas.
 */
export async function resolveDeliveries(deps: ResolveDeps, of: Resolving): Promise<void> {
  const ids = [...new Set(of.deliveryId.split(/[,，]/u).map((id) => id.trim()))].filter((id) => id !== '');
  const open: Open[] = [];
  for (const id of ids.length === 0 ? [of.deliveryId] : ids) open.push(await openOf(deps, id, of.as));
  const now = deps.clock.now();
  await deps.store.transaction(async ({ audit, deliveries }) => {
    for (const { delivery, from, isLast } of open) {
      if (!(await deliveries.decide(delivery.id, from, decisionOf(delivery, { ...of, from, isLast, now }))))
        throw new AppError('record/conflict', '刚刚有别人处理了这条投递，请刷新再看一次。');
    }
    for (const { delivery, from } of open)
      await audit.append(
        resolvedEntry({ id: delivery.id, who: of.by, at: now }, { from, as: of.as, group: delivery.conversationId }),
      );
  });
}

/** `isLast`: nothing of it follows the message that is decided about. */
type Open = { delivery: Delivery; from: Undecided; isLast: boolean };

async function openOf(deps: ResolveDeps, id: string, as: Resolution): Promise<Open> {
  const delivery = await deps.store.deliveries.find(id);
  if (delivery === null) throw new AppError('record/not-found', `没有编号为 ${id} 的投递，请在群发的投递里核对。`);
  const from = await openStateOf(deps, delivery);
  if (as === 'resend') {
    await assertMayResend(deps, delivery, from);
    await askFirst(deps, delivery);
  }
  const isWhole = from !== 'unknown' || as === 'resend';
  return { delivery, from, isLast: isWhole || (await messagesIn(deps, delivery)) <= delivery.partsSent + 1 };
}

/** Of the platform, that all of a delivery takes. */
async function messagesIn({ store, channels, linkOf }: ResolveDeps, delivery: Delivery): Promise<number> {
  const conversation = await store.conversations.find(delivery.conversationId);
  const capabilities = channels.get(conversation?.channel ?? '')?.capabilities;
  if (capabilities === undefined || delivery.mergedInto !== null) return 1;
  const file = delivery.fileId === null ? null : await store.files.read(delivery.fileId);
  const broadcast = delivery.broadcastId === null ? null : await store.broadcasts.find(delivery.broadcastId);
  const asks = (broadcast?.receipt ?? null) !== null;
  const text = asks ? askingOn(delivery, capabilities, linkOf) : delivery.text;
  return messagesOf(text, file, capabilities).length;
}

async function openStateOf({ store, channels }: ResolveDeps, delivery: Delivery): Promise<Undecided> {
  if (delivery.state === 'unknown') return 'unknown';
  const conversation = await store.conversations.find(delivery.conversationId);
  const sentBy = channels.get(conversation?.channel ?? '')?.capabilities.sentBy;
  if (sentBy === 'person' && isPostable(delivery)) return delivery.state === 'pending' ? 'pending' : 'skipped';
  throw new AppError('record/conflict', `这条投递的状态是“${stateNames[delivery.state]}”，不需要人工处理。`);
}

/** It waits for a person, or did until its window was over. */
export function isPostable({ state, reason }: Delivery): boolean {
  return state === 'pending' || (state === 'skipped' && reason === overdueReason);
}

async function assertMayResend({ store }: ResolveDeps, delivery: Delivery, from: Undecided): Promise<void> {
  if (from !== 'unknown') throw new AppError('input/invalid', '这条还在等人发到群里，不用重发；发好后请标记为已送达。');
  const broadcast = delivery.broadcastId === null ? null : await store.broadcasts.find(delivery.broadcastId);
  if ((broadcast?.cancelledAt ?? null) !== null)
    throw new AppError('record/conflict', '这次群发已经取消，不能重发；对方收到了就标记为已送达。');
}

function decisionOf(
  { closesAt, partsSent }: Delivery,
  { as, by, from, isLast, now }: Omit<Open, 'delivery'> & { as: Resolution; by: string; now: number },
): Decision {
  if (from !== 'unknown') return { to: 'sent', at: now, reason: `${by}已手工发到群里` };
  if (as === 'sent' && isLast) return { to: 'sent', at: now, reason: `${by}确认已送达` };
  const later = closesAt === null ? null : Math.max(closesAt, now + handWindowMs);
  const times = { notBefore: now, closesAt: later };
  if (as === 'sent') return { to: 'rest', partsSent: partsSent + 1, ...times, reason: `${by}确认已送达，还有后面的` };
  return { to: 'pending', ...times, reason: `${by}要求重发` };
}
