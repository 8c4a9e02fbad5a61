import { sizeOf } from '../../base/text-parts.ts';
import type { Capabilities } from '../../domain/channel.ts';
import { askingOn, askingWay, type LinkOf } from './asking.ts';

/** A text that may go out with others; `id`: of its delivery. */
export type Piece = { id: string; text: string; asksReceipt: boolean };

/** What of a channel a merged text depends on, and where its members say 收到 when they cannot answer. */
export type MergeOn = { capabilities: Pick<Capabilities, 'buttons' | 'inbound' | 'maxText'>; linkOf: LinkOf };

const marks = Array.from('一二三四五六七八九');
export const mostMerged = marks.length;
/** Longer than one broadcast may be, nobody reads it to the end. */
const longest = 4_000;

/** Several texts as the one message that members see. */
export function mergedText(pieces: readonly Piece[], { capabilities, linkOf }: MergeOn): string {
  const text = numbered(
    inOrder(pieces).map((piece) => (piece.asksReceipt ? askingOn(piece, capabilities, linkOf) : piece.text)),
  );
  const isByButton = askingWay(capabilities) === 'button' && pieces.some(({ asksReceipt }) => asksReceipt);
  return isByButton ? `${text}\n\n${asksForFirst}` : text;
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
export function companionsOf<T extends Piece>(first: T, others: readonly T[], on: MergeOn): T[] {
  const chosen = [first];
  for (const other of others) {
    if (chosen.length === mostMerged) break;
    const together = [...chosen, other];
    const asking = together.filter(({ asksReceipt }) => asksReceipt).length;
    if (asking <= 1 && fits(mergedText(together, on), on.capabilities)) chosen.push(other);
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
