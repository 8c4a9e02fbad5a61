import { sizeOf } from '../../base/text-parts.ts';
import type { Capabilities } from '../../domain/channel.ts';
import { askingByWord } from './asking.ts';

/** A text that may go out with others. */
export type Piece = { text: string; asksReceipt: boolean };

const marks = Array.from('一二三四五六七八九');
export const mostMerged = marks.length;
/** Longer than one broadcast may be, nobody reads it to the end. */
const longest = 4_000;

/** Several texts as the one message that members see. */
export function mergedText(pieces: readonly Piece[], { buttons }: Pick<Capabilities, 'buttons'>): string {
  const text = numbered(
    inOrder(pieces).map(({ text, asksReceipt }) => (asksReceipt && !buttons ? askingByWord(text) : text)),
  );
  return buttons && pieces.some(({ asksReceipt }) => asksReceipt) ? `${text}\n\n${asksForFirst}` : text;
}

/** The button stands under the whole message, and is about one of its parts. */
const asksForFirst = '请点下面的“收到”，确认第一条。';

/** With marks that official texts do not use for their own points. */
export function numbered(parts: readonly string[]): string {
  return parts.map((part, place) => `【${marks[place]}】${part}`).join('\n\n');
}

/**
 * Of `others` those that go with the first, in one message of the channel. Of all of them one at most asks for a 收到:
 * else nobody could tell what a 收到 is about.
 */
export function companionsOf<T extends Piece>(
  first: T,
  others: readonly T[],
  capabilities: Pick<Capabilities, 'buttons' | 'maxText'>,
): T[] {
  const chosen = [first];
  for (const other of others) {
    if (chosen.length === mostMerged) break;
    const together = [...chosen, other];
    const asking = together.filter(({ asksReceipt }) => asksReceipt).length;
    if (asking <= 1 && fits(mergedText(together, capabilities), capabilities)) chosen.push(other);
  }
  return chosen.slice(1);
}

export function fits(text: string, { maxText }: Pick<Capabilities, 'maxText'>): boolean {
  if (Array.from(text).length > longest) return false;
  return maxText === null || sizeOf(text, maxText) <= maxText.value;
}

/** What somebody is to do stands first; there it is found, too, when a member quotes the message. */
function inOrder(pieces: readonly Piece[]): Piece[] {
  return [...pieces].sort((a, b) => Number(b.asksReceipt) - Number(a.asksReceipt));
}

/** What is left of a quoted text without the mark of its first part. */
export function withoutMark(quoted: string): string {
  return quoted.replace(/^【一】/u, '');
}
