import { pause } from '../../../base/pause.ts';
import type { Acknowledgement, Choosing, Chosen, Intake } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import type { BotApi } from './bot-api.ts';
import { chosenButton } from './buttons.ts';

export type PressDeps = { api: BotApi; intake: Pick<Intake, 'acknowledge' | 'choose'>; log: Log };

/** What was pressed under which message; null for a button that is not ours. */
export type Press = {
  queryId: string;
  messageId: number | null;
  pressed: ({ kind: 'receipt' } & Acknowledgement) | ({ kind: 'choice' } & Choosing) | null;
};

/** The platform shows a turning wheel until it is answered, and soon takes no answer any more. */
const answerAfterMs = 3_000;
const answerWithinMs = 5_000;
const mostUnits = 200;

/** What is shown to whoever pressed; `alert`: it stays until they close it. */
type Shown = { text: string; alert: boolean };

const slow: Shown = { text: '正在登记，稍后再点一次可以确认。', alert: false };
const failed: Shown = { text: '暂时没有登记上，请稍后再点一次。', alert: false };

/** Resolves when the press is stored; whoever pressed is answered in time also when that takes long or fails. */
export async function takePress(deps: PressDeps, press: Press, signal: AbortSignal): Promise<void> {
  const { pressed, queryId } = press;
  if (pressed === null) return answerPress(deps, { queryId, text: '', alert: false }, signal);
  if (pressed.kind === 'choice') return takeChoice(deps, { ...press, pressed }, signal);
  const { kind: _, ...acknowledged } = pressed;
  const stored = deps.intake.acknowledge(acknowledged).then((text) => ({ text, alert: false }));
  return answerWhenStored(deps, { queryId, stored }, signal);
}

async function takeChoice(
  deps: PressDeps,
  { queryId, messageId, pressed }: Press & { pressed: { kind: 'choice' } & Choosing },
  signal: AbortSignal,
): Promise<void> {
  const { kind: _, ...choosing } = pressed;
  const chosen = deps.intake.choose(choosing);
  await answerWhenStored(deps, { queryId, stored: chosen.then(shownOf) }, signal);
  if (messageId !== null) await showChosen(deps, { messageId, choosing, chosen: await chosen }, signal);
}

/** A short sentence passes by itself. */
const longestPassing = 30;

function shownOf({ text }: Chosen): Shown {
  return { text, alert: text.length > longestPassing };
}

async function answerWhenStored(
  deps: PressDeps,
  { queryId, stored }: { queryId: string; stored: Promise<Shown> },
  signal: AbortSignal,
): Promise<void> {
  const answer = (shown: Shown): Promise<void> => answerPress(deps, { queryId, ...shown }, signal);
  const enough = new AbortController();
  try {
    await answer(await Promise.race([stored, pause(answerAfterMs, enough.signal).then(() => slow)]));
    await stored;
  } catch (error) {
    await answer(failed);
    throw error;
  } finally {
    enough.abort();
  }
}

/** An answer that does not arrive is no loss: what was pressed is stored, and can be pressed again. */
async function answerPress(
  { api, log }: PressDeps,
  { queryId, text, alert }: Shown & { queryId: string },
  signal: AbortSignal,
): Promise<void> {
  const payload = { callback_query_id: queryId, text: text.slice(0, mostUnits), ...(alert && { show_alert: true }) };
  try {
    await api.call('answerCallbackQuery', payload, { signal, withinMs: answerWithinMs });
  } catch (error) {
    log.debug({ err: error }, 'a pressed button could not be answered');
  }
}

/** Choices that stay where they were are no loss either: pressed again, they tell what was noted. */
async function showChosen(
  { api, log }: PressDeps,
  { messageId, choosing, chosen: { label } }: { messageId: number; choosing: Choosing; chosen: Chosen },
  signal: AbortSignal,
): Promise<void> {
  if (label === null) return;
  const place = { chat_id: choosing.conversation.platformId, message_id: messageId };
  const payload = { ...place, reply_markup: chosenButton(label, choosing) };
  try {
    await api.call('editMessageReplyMarkup', payload, { signal, withinMs: answerWithinMs });
  } catch (error) {
    log.debug({ err: error }, 'the choices under a message could not be replaced');
  }
}
