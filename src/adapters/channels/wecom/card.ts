import { z } from 'zod';
import type { TemplateCard } from '@wecom/aibot-node-sdk';
import type { Choices } from '../../../ports/channel.ts';
import { mostCardText } from './capabilities.ts';

/** What a button stands for, with what is needed to show its card again; `words` null = there was no room for them. */
export type Button = {
  deliveryId: string;
  /** Which choice; null = 收到. */
  place: number | null;
  labels: readonly string[];
  words: CardWords | null;
};

export type CardWords = { title: string; text: string };

/** The platform asks for no more, in characters. */
const mostTitle = 26;
/** Of UTF-8. */
const mostKeyBytes = 1_024;
const receiptLabel = '收到';
const acknowledgedLabel = '✓ 已收到';

/** The words of a message on a card, null when it has no room for all of them. */
export function wholeOnCard(text: string, title: string): CardWords | null {
  if (text.length > mostCardText) return null;
  const [first = '', ...rest] = text.trim().split('\n');
  const isTitle = first.length > 0 && first.length <= mostTitle;
  return isTitle ? { title: first, text: rest.join('\n').trim() } : { title, text: text.trim() };
}

/** What a card below a message says: of which it is. */
export function headOnCard(text: string, title: string): CardWords {
  const head = text.trim().replace(/\s+/gu, ' ');
  return { title, text: head.length > 60 ? `${head.slice(0, 60)}…` : head };
}

/** A card with the 收到 button of a delivery; null when its id is too long to be carried. */
export function receiptCard(deliveryId: string, words: CardWords, taskId: string): TemplateCard | null {
  return cardOf({ deliveryId, labels: [receiptLabel], isReceipt: true }, words, taskId);
}

/** A card with choices in a row; null as above. */
export function choiceCard({ deliveryId, labels }: Choices, words: CardWords, taskId: string): TemplateCard | null {
  return cardOf({ deliveryId, labels, isReceipt: false }, words, taskId);
}

type Buttons = { deliveryId: string; labels: readonly string[]; isReceipt: boolean };

function cardOf({ deliveryId, labels, isReceipt }: Buttons, words: CardWords, taskId: string): TemplateCard | null {
  const keys = labels.map((_, place) =>
    writeKey({ deliveryId, place: isReceipt ? null : place, labels: isReceipt ? [] : labels, words }),
  );
  return keys.includes(null) ? null : draw(words, taskId, { labels, keys: keys.map((key) => key ?? '') });
}

/**
 * The card as the one who pressed sees it from now on, with what they are told; `label`: what stands in place of the
 * buttons, null = they stay. The platform tells of a card its buttons alone, so these carry what it says.
 */
export function cardAfter(
  button: Button,
  { taskId, told, label }: { taskId: string; told: string; label: string | null },
): TemplateCard {
  const words = button.words ?? { title: '已发出的消息', text: '' };
  const own = writeKey(button) ?? '';
  const restored =
    button.place === null ? receiptCard(button.deliveryId, words, taskId) : choiceCard(button, words, taskId);
  const card = label === null ? restored : null;
  return {
    ...(card ?? draw(words, taskId, { labels: [label ?? receiptLabel], keys: [own] })),
    quote_area: { type: 0, quote_text: told },
  };
}

/** What a 收到 button says to the one who pressed it. */
export function labelAfter({ place }: Button, chosen: string | null): string | null {
  return place === null ? acknowledgedLabel : chosen;
}

function draw(
  { title, text }: CardWords,
  taskId: string,
  { labels, keys }: { labels: readonly string[]; keys: readonly string[] },
): TemplateCard {
  return {
    card_type: 'button_interaction',
    main_title: { title },
    ...(text === '' ? {} : { sub_title_text: text }),
    button_list: labels.map((label, place) => ({ text: label, style: 1, key: keys[place] ?? '' })),
    task_id: taskId,
  };
}

const keyShape = z.tuple([
  z.string().min(1),
  z.int().min(0).nullable(),
  z.array(z.string()),
  z.tuple([z.string(), z.string()]).nullable(),
]);

/** Null: the id alone is too long. */
function writeKey({ deliveryId, place, labels, words }: Button): string | null {
  const whole = words && [words.title, words.text];
  const written = [whole, null].map((words) => JSON.stringify([deliveryId, place, labels, words]));
  return written.find((key) => Buffer.byteLength(key) <= mostKeyBytes) ?? null;
}

/** Null for a button of something else. */
export function readKey(key: string): Button | null {
  const read = keyShape.safeParse(parsed(key)).data;
  if (read === undefined) return null;
  const [deliveryId, place, labels, words] = read;
  return { deliveryId, place, labels, words: words && { title: words[0], text: words[1] } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
