import { z } from 'zod';
import type { ConversationKind } from '../../../domain/conversation.ts';
import type { Choices } from '../../../ports/channel.ts';

/** What a pressed button of ours stands for. */
export type Button = {
  deliveryId: string;
  /** Which choice; null = 收到. */
  place: number | null;
  /** Of the chat it is in, which a press does not tell. */
  kind: ConversationKind;
  /** What stands over it, to show the message again with what was chosen; null = it was too long to be carried. */
  text: string | null;
};

const value = z.object({
  d: z.string().min(1),
  p: z.int().min(0).nullable(),
  k: z.enum(['group', 'direct']),
  t: z.string().nullable(),
});

/** Each button carries the text once more, and the card has a limit. */
const mostCarriedBytes = 2_000;

export function receiptButton(deliveryId: string, kind: ConversationKind): object {
  return button('收到', { deliveryId, place: null, kind, text: null });
}

export function choiceButtons({ deliveryId, labels }: Choices, of: { kind: ConversationKind; text: string }): object[] {
  const text = Buffer.byteLength(of.text) > mostCarriedBytes ? null : of.text;
  return labels.map((label, place) => button(label, { deliveryId, place, kind: of.kind, text }));
}

/** What stands there when one was chosen: pressing it tells again what was noted. */
export function chosenButton(label: string, pressed: Button): object {
  return button(label, pressed);
}

function button(label: string, { deliveryId, place, kind, text }: Button): object {
  const carried: z.infer<typeof value> = { d: deliveryId, p: place, k: kind, t: text };
  return {
    tag: 'button',
    text: { tag: 'plain_text', content: label },
    type: place === null ? 'primary' : 'default',
    value: carried,
  };
}

/** Null for a button of something else. */
export function readButton(raw: unknown): Button | null {
  const { data } = value.safeParse(raw);
  return data === undefined ? null : { deliveryId: data.d, place: data.p, kind: data.k, text: data.t };
}
