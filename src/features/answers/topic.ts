import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Topic } from './follow-up.ts';

/** How long a follow-up may refer back, or 转人工 to what was answered. */
export const topicMs = 30 * 60_000;
const topicSchema = z.object({ question: z.string() });

/** What the member asked last in this conversation, null when that is too long ago. */
export async function findTopic(deps: { store: Store; clock: Clock }, message: Message): Promise<Topic | null> {
  const parsed = topicSchema.safeParse(await deps.store.dialogues.find(topicKey(message), deps.clock.now()));
  return parsed.success ? parsed.data : null;
}

export function topicKey({ conversationId, memberId }: Message) {
  return { conversationId, memberId, name: 'topic' as const };
}
