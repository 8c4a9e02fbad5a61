import { formatInstant } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Channel, Fate } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DueLookUp } from '../../ports/look-ups.ts';
import type { Store } from '../../ports/store.ts';
import { fateOf, isSure, recordFate } from './look-up.ts';

export type AskFirstDeps = { store: Store; clock: Clock; timeZone: string; channels: ReadonlyMap<string, Channel> };

/**
 * Where the platform can be asked, it is, before a person sends a delivery with an unknown outcome again. Throws
 * `record/conflict` when it was taken, may still turn up, or when the platform cannot be asked.
 */
export async function askFirst(deps: AskFirstDeps, delivery: Delivery): Promise<void> {
  const due = await soughtOf(deps, delivery);
  const channel = due === null ? undefined : deps.channels.get(due.to.channel);
  if (due === null || (channel !== undefined && channel.lookUp === undefined)) return;
  if (channel === undefined) {
    if (delivery.template === null) return;
    throw new AppError('record/conflict', '短信现在没有配置，问不到这条的结果，先不重发；请填好设置再试。');
  }
  const fate = await ask(channel, due);
  if (fate.kind === 'undelivered') return;
  if (fate.kind === 'absent') return assertSure(deps, { channel, due, detail: fate.detail });
  await recordFate(deps, { due, channel, fate });
  throw new AppError('record/conflict', '平台查到这条已经发出，已记为“已发送”，没有重发。');
}

async function soughtOf({ store }: AskFirstDeps, delivery: Delivery): Promise<DueLookUp | null> {
  const conversation = await store.conversations.find(delivery.conversationId);
  if (conversation === null) return null;
  const { channel, kind, platformId, title, id: conversationId } = conversation;
  // Without a note of the attempt it went out under its own id, at its time at the earliest.
  const noted = await store.lookUps.find(delivery.id);
  const lookUp = noted ?? { deliveryId: delivery.id, key: delivery.id, sentAt: delivery.notBefore, nextAt: null };
  return { ...lookUp, state: 'unknown', conversationId, title, to: { channel, kind, platformId } };
}

async function ask(channel: Channel, due: DueLookUp): Promise<Fate> {
  try {
    return await fateOf(channel, due);
  } catch (cause) {
    const sentence = '现在问不到平台，不能确定这条有没有发出，先不重发；请稍后再试。';
    throw new AppError('record/conflict', sentence, { cause });
  }
}

function assertSure(
  { clock, timeZone }: AskFirstDeps,
  { channel, due, detail }: { channel: Channel; due: DueLookUp; detail: string },
): void {
  if (isSure(channel, due, clock.now())) return;
  const from = formatInstant(due.sentAt + (channel.capabilities.lookup?.sureAfterMs ?? 0), timeZone);
  throw new AppError('record/conflict', `${detail}可能还在路上，请在 ${from} 以后再决定。`);
}
