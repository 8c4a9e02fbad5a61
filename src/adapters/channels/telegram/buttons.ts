import type { Choices } from '../../../ports/channel.ts';

/** What a pressed button of ours stands for; `place`: of the choice. */
export type Pressed = { kind: 'receipt'; deliveryId: string } | { kind: 'choice'; deliveryId: string; place: number };

/** Of UTF-8, as the platform counts. */
const mostBytes = 64;

const receipt = (deliveryId: string): string => `r:${deliveryId}`;
const choice = (deliveryId: string, place: number): string => `c${place}:${deliveryId}`;

/** A 收到 button under a message; null when the id is too long to be carried. */
export function receiptButton(deliveryId: string): object | null {
  return keyboard([{ text: '收到', callback_data: receipt(deliveryId) }]);
}

/** The choices in one row; null as above. */
export function choiceButtons({ deliveryId, labels }: Choices): object | null {
  return keyboard(labels.map((text, place) => ({ text, callback_data: choice(deliveryId, place) })));
}

/** What stands there when one was chosen: pressing it tells again what was noted. */
export function chosenButton(label: string, { deliveryId, place }: { deliveryId: string; place: number }): object {
  return { inline_keyboard: [[{ text: label, callback_data: choice(deliveryId, place) }]] };
}

function keyboard(row: readonly { text: string; callback_data: string }[]): object | null {
  const fits = row.every(({ callback_data: data }) => Buffer.byteLength(data) <= mostBytes);
  return fits ? { inline_keyboard: [row] } : null;
}

/** Null for a button of something else. */
export function readButton(data: string): Pressed | null {
  const [, kind, place = '', deliveryId] = /^(?:(r)|c(\d)):(.+)$/su.exec(data) ?? [];
  if (deliveryId === undefined) return null;
  return kind === 'r' ? { kind: 'receipt', deliveryId } : { kind: 'choice', deliveryId, place: Number(place) };
}
