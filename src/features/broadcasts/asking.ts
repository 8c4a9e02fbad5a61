import type { Capabilities } from '../../domain/channel.ts';
import type { ReceiptWay } from '../../domain/receipt.ts';

/** The address of the page where a delivery is acknowledged. */
export type LinkOf = (deliveryId: string) => string;

/** Where nobody can answer the bot, whether it posts there or a person does, the page is all there is. */
export function askingWay({ buttons, inbound }: Pick<Capabilities, 'buttons' | 'inbound'>): ReceiptWay {
  if (buttons) return 'button';
  return inbound === 'none' ? 'link' : 'word';
}

/** A text as it asks for a 收到 on a channel; `id`: of its delivery. Under a button the text says nothing of it. */
export function askingOn(
  { id, text }: { id: string; text: string },
  capabilities: Pick<Capabilities, 'buttons' | 'inbound'>,
  linkOf: LinkOf,
): string {
  switch (askingWay(capabilities)) {
    case 'button':
      return text;
    case 'word':
      return askingByWord(text);
    case 'link':
      return askingByLink(text, linkOf(id));
  }
}

/** How a text asks for a 收到 where a message can carry no button. */
export function askingByWord(text: string): string {
  return `${text}\n\n收到请回复“收到”`;
}

/** How a text asks where members cannot answer the bot. */
export function askingByLink(text: string, link: string): string {
  return `${text}\n\n收到请点：${link}`;
}
