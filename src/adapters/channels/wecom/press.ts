import type { WSClient } from '@wecom/aibot-node-sdk';
import { pause } from '../../../base/pause.ts';
import type { Intake } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import { type Button, cardAfter, labelAfter, readKey } from './card.ts';
import { codeOf } from './errors.ts';
import type { Framed, Pressing } from './frames.ts';
import { conversationOf } from './to-message.ts';

export type PressDeps = { channel: string; intake: Pick<Intake, 'acknowledge' | 'choose'>; log: Log };

/** The platform takes the new card for five seconds after the press. */
const answerAfterMs = 3_000;

/** What the one who pressed sees; `label`: null = the buttons stay. */
type Shown = { told: string; label: string | null };

const slow: Shown = { told: '正在登记，稍后再点一次可以确认。', label: null };
const failed: Shown = { told: '暂时没有登记上，请稍后再点一次。', label: null };

/**
 * Hands a press in and answers it on the card, for the one who pressed alone. The platform tells of a press once: who is
 * not told that it is noted can press again. Never rejects.
 */
export async function takePress(
  deps: PressDeps,
  client: Pick<WSClient, 'updateTemplateCard'>,
  { requestId, body: { place, key, taskId } }: Framed<Pressing>,
): Promise<void> {
  const button = readKey(key);
  if (button === null) return;
  const shown = await shownInTime(noted(deps, button, place), deps.log);
  try {
    const card = cardAfter(button, { taskId, ...shown });
    await client.updateTemplateCard({ headers: { req_id: requestId } }, card, [place.from.userid]);
  } catch (error) {
    deps.log.warn({ code: codeOf(error) }, 'a pressed button of WeCom could not be answered');
  }
}

async function noted(deps: PressDeps, button: Button, place: Pressing['place']): Promise<Shown> {
  const pressed = {
    deliveryId: button.deliveryId,
    conversation: conversationOf(place, deps.channel),
    sender: { platformId: place.from.userid, name: place.from.userid },
  };
  if (button.place === null) return { told: await deps.intake.acknowledge(pressed), label: labelAfter(button, null) };
  const { text, label } = await deps.intake.choose({ ...pressed, place: button.place });
  return { told: text, label: labelAfter(button, label) };
}

async function shownInTime(noting: Promise<Shown>, log: Log): Promise<Shown> {
  const enough = new AbortController();
  const outcome = noting.catch((error: unknown) => {
    log.error({ reason: String(error) }, 'a pressed button of WeCom could not be stored');
    return failed;
  });
  const shown = await Promise.race([outcome, pause(answerAfterMs, enough.signal).then(() => slow)]);
  enough.abort();
  return shown;
}
