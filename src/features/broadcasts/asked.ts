import type { Message, Quoted } from '../../domain/message.ts';
import type { AskingDelivery } from '../../domain/receipt.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { withoutMark } from './merge.ts';
import type { ReceiptWords } from './receipt-words.ts';

export type AskedDeps = { store: Store; clock: Clock };

/** Who says clearly what they mean may be late by so much. */
const lateMs = 7 * 24 * 3_600_000;
/** Shorter quotes could be of anything. */
const shortestQuote = 6;

/** Which delivery a 收到 is about: the quoted one, else the newest that asks. Null: none. */
export async function askedBy(
  { store }: AskedDeps,
  message: Message,
  words: ReceiptWords,
): Promise<AskingDelivery | null> {
  const at = Math.min(message.sentAt, message.receivedAt);
  if (message.quoted !== null) {
    const asking = await store.receipts.listAsking(message.conversationId, at - lateMs);
    return asking.length === 0 ? null : quotedOf(asking, message.quoted, await idsOf(store, message));
  }
  const [open = null] = await store.receipts.listAsking(message.conversationId, at);
  if (open !== null || words === 'bare') return open;
  const [late = null] = await store.receipts.listAsking(message.conversationId, at - lateMs);
  return late;
}

/** Several where they went as one message. */
async function idsOf({ deliveries }: Store, { conversationId, quoted }: Message): Promise<string[]> {
  const platformId = quoted?.platformMessageId ?? null;
  if (platformId === null) return [];
  return (await deliveries.listByPlatformMessage(conversationId, platformId)).map(({ id, reminds }) => reminds ?? id);
}

/**
 * By the platform's id where that is of a delivery, else by the words: no id is known of one with an unknown outcome,
 * and of a long one only that of its last part. Behind the text may stand how it asks, or others it went with.
 */
function quotedOf(asking: readonly AskingDelivery[], quoted: Quoted, ids: readonly string[]): AskingDelivery | null {
  if (ids.length > 0) return asking.find((one) => ids.includes(one.id)) ?? null;
  const words = withoutMark(inOneLine(quoted.text ?? ''));
  if (words.length < shortestQuote) return null;
  const isQuoted = (text: string): boolean =>
    text.startsWith(words) || (text.length >= shortestQuote && words.startsWith(text));
  return asking.find(({ text }) => isQuoted(inOneLine(text))) ?? null;
}

/** Platforms shorten what is quoted, and fold its lines. */
function inOneLine(text: string): string {
  return text.replace(/(?:…|\.\.\.)\s*$/u, '').replace(/\s+/gu, '');
}
