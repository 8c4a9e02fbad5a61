import { formatInstant } from '../base/calendar.ts';
import { type DeliveryState, deliveryStates } from '../domain/delivery.ts';
import { fileInWords } from '../domain/file.ts';
import { stateNames } from '../features/broadcasts/state-names.ts';
import type { App } from '../app.ts';
import { operator } from '../domain/audit.ts';

/** Who decides, as the ledger tells it. */
export const by = operator;

export function timeOf({ config }: App, instant: number): string {
  return formatInstant(instant, config.timeZone);
}

export function shorten(text: string): string {
  const line = Array.from(text.replace(/\s+/gu, ' '));
  return line.length <= 24 ? line.join('') : `${line.slice(0, 24).join('')}…`;
}

export function countsOf({ counts }: { counts: Record<DeliveryState, number> }): string {
  const known = deliveryStates.filter((state) => counts[state] > 0);
  return known.map((state) => `${stateNames[state]} ${counts[state]}`).join('，');
}

/** One line of a list: the words, and what is sent with them. */
export function contentOf({ text, file }: { text: string; file: { name: string; size: number } | null }): string {
  return file === null ? shorten(text) : `${shorten(text)}[${file.name}]`;
}

export function attachmentLine(file: { name: string; size: number } | null): string[] {
  return file === null ? [] : [`附件：${fileInWords(file)}`];
}
