import { z } from 'zod';
import type { DialogueKey } from '../../domain/dialogue.ts';
import type { Message } from '../../domain/message.ts';
import type { Records } from '../../ports/store.ts';

/** An order that waits for its 确认. `id`: what the broadcast will have; `reach`: whom the preview named. */
export type OpenOrder = z.infer<typeof schema>;

export const carriedFile = z.object({ id: z.string(), name: z.string(), size: z.number() });

const schema = z.object({
  id: z.string(),
  segment: z.string(),
  at: z.number().nullable(),
  text: z.string(),
  /** Absent in orders of an older version. */
  urgent: z.string().nullable().default(null),
  reach: z.string(),
  /** In the store; absent in orders of an older version. */
  file: carriedFile.nullable().default(null),
});

export const confirmMinutes = 10;

export function orderKey({ conversationId, memberId }: Message): DialogueKey {
  return { conversationId, memberId, name: 'broadcast' };
}

export async function findOrder(records: Pick<Records, 'dialogues'>, message: Message): Promise<OpenOrder | null> {
  const found = schema.safeParse(await records.dialogues.find(orderKey(message), message.receivedAt));
  return found.success ? found.data : null;
}

export async function keepOrder(
  records: Pick<Records, 'dialogues'>,
  message: Message,
  order: OpenOrder,
): Promise<void> {
  await records.dialogues.open(orderKey(message), order, message.receivedAt + confirmMinutes * 60_000);
}

/** What a message is to someone who was asked for 确认; `hesitates`: a yes that is not the word asked for. */
export type OrderTurn = 'confirms' | 'cancels' | 'hesitates' | 'other';

const ending = String.raw`[\s。.！!~～]*$`;
const confirms = new RegExp(`^[/／]?确认(?:发送|发出)?${ending}`, 'u');
const cancels = new RegExp(`^[/／]?(?:取消|不发|算了|不用)了?吧?${ending}`, 'u');
const hesitates = new RegExp(
  `^(?:好|好的|可以|行|对|嗯|是|是的|发|发吧|发送|确定|没问题|ok|yes|收到|1)${ending}`,
  'iu',
);

export function readOrderTurn(text: string): OrderTurn {
  const said = text.trim();
  if (confirms.test(said)) return 'confirms';
  if (cancels.test(said)) return 'cancels';
  return hesitates.test(said) ? 'hesitates' : 'other';
}
