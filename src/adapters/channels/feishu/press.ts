import { pause } from '../../../base/pause.ts';
import type { Chosen, Intake } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import { type Button, chosenButton, readButton } from './buttons.ts';
import { cardOf } from './card.ts';
import type { PressEvent } from './event.ts';
import type { People } from './people.ts';
import { conversationOf } from './to-message.ts';

export type PressDeps = {
  channel: string;
  intake: Pick<Intake, 'acknowledge' | 'choose'>;
  people: People;
  log: Log;
};

/** What the platform does on a press: a passing sentence for whoever pressed, and the card as it is from now on. */
export type PressAnswer = {
  toast?: { type: 'success' | 'info' | 'error'; content: string };
  card?: { type: 'raw'; data: object };
};

/** The platform shows an error after three seconds, and does not tell of the press again. */
const answerAfterMs = 2_000;
const mostUnits = 200;

const slow: PressAnswer = { toast: { type: 'info', content: '正在登记，稍后再点一次可以确认。' } };
const failed: PressAnswer = { toast: { type: 'error', content: '暂时没有登记上，请稍后再点一次。' } };

/** Resolves in time also when storing the press takes long or fails; never rejects. */
export async function takePress(deps: PressDeps, event: PressEvent): Promise<PressAnswer> {
  const button = readButton(event.action.value);
  if (button === null) return {};
  const stored = store(deps, event, button).catch((error: unknown) => {
    deps.log.error({ deliveryId: button.deliveryId, err: error }, 'a pressed button could not be stored');
    return failed;
  });
  const enough = new AbortController();
  try {
    return await Promise.race([stored, pause(answerAfterMs, enough.signal).then(() => slow)]);
  } finally {
    enough.abort();
  }
}

async function store(
  { channel, intake, people }: PressDeps,
  { operator: { open_id: openId }, context: { open_chat_id: chatId } }: PressEvent,
  button: Button,
): Promise<PressAnswer> {
  const { deliveryId, place, kind } = button;
  const direct = kind === 'direct';
  const name = await people.nameOf({ openId, chatId, direct });
  const conversation = conversationOf(channel, { chatId, direct });
  const pressed = { deliveryId, conversation, sender: { platformId: openId, name } };
  if (place !== null) return answerOf(await intake.choose({ ...pressed, place }), button);
  return { toast: toastOf(await intake.acknowledge(pressed)) };
}

function answerOf({ text, label }: Chosen, button: Button): PressAnswer {
  const toast = toastOf(text);
  if (label === null || button.text === null) return { toast };
  const buttons = [chosenButton(label, button)];
  return { toast, card: { type: 'raw', data: cardOf({ text: button.text, buttons, mention: null }) } };
}

function toastOf(text: string): NonNullable<PressAnswer['toast']> {
  return { type: 'info', content: text.slice(0, mostUnits) };
}
