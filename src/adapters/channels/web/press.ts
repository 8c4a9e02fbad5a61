import { AppError } from '../../../base/errors.ts';
import type { ConversationRef } from '../../../domain/conversation.ts';
import type { EntryButtons } from '../../../domain/message.ts';
import type { Chosen, Intake, Outbound } from '../../../ports/channel.ts';
import type { Messages } from '../../../ports/messages.ts';
import type { WebPress } from '../../../ports/web-groups.ts';
import { toSender } from './to-message.ts';

export type PressDeps = {
  messages: Pick<Messages, 'findEntry' | 'showChosen'>;
  acknowledge: Intake['acknowledge'];
  choose: Intake['choose'];
};

/** What a message lets people press; absent where it asks for nothing. */
export function buttonsOf({ receiptOf, choices }: Outbound): { buttons?: EntryButtons } {
  if (choices) return { buttons: { kind: 'choice', ...choices, chosen: null } };
  return receiptOf === null ? {} : { buttons: { kind: 'receipt', deliveryId: receiptOf } };
}

type Place = { conversation: ConversationRef; conversationId: string };

/** Hands in what was pressed; under choices that were made, the one that was made. */
export async function takePress(deps: PressDeps, press: WebPress, at: Place): Promise<Chosen> {
  const { messageId, place } = press;
  const buttons = (await deps.messages.findEntry(at.conversationId, messageId))?.buttons ?? null;
  if (buttons === null || (buttons.kind === 'receipt') !== (place === null)) throw nothingThere();
  const { deliveryId } = buttons;
  const pressed = { deliveryId, conversation: at.conversation, sender: toSender(press) };
  if (buttons.kind === 'receipt') return { text: await deps.acknowledge(pressed), label: null };
  const meant = buttons.chosen?.place ?? place ?? 0;
  if (buttons.labels[meant] === undefined) throw nothingThere();
  const chosen = await deps.choose({ ...pressed, place: meant });
  if (chosen.label === null) return chosen;
  // After the choice is stored: a crash between the two leaves choices that tell, pressed again, what was noted.
  await deps.messages.showChosen(at.conversationId, messageId, { place: meant, label: chosen.label });
  return chosen;
}

function nothingThere(): AppError {
  return new AppError('record/not-found', '这条消息没有这个按钮，请刷新页面再看。');
}
