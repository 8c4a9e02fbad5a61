import type { InboundMessage, MessageOutcome } from '../../domain/message.ts';

/** A message seen later than this after it was sent is kept but not answered: its moment has passed. */
const freshMs = 10 * 60_000;
/** Addressed messages of one member that are answered within a minute. */
const answersPerMinute = 20;

type Seen = Pick<InboundMessage, 'sender' | 'addressed' | 'mentionsAll' | 'sentAt'> & { receivedAt: number };

/** Why a message is not answered, or null when it is to be. */
export function reasonToIgnore(message: Seen): MessageOutcome | null {
  if (message.sender.bot) return 'from-bot';
  if (message.addressed === 'none' || message.mentionsAll) return 'not-addressed';
  if (message.receivedAt - message.sentAt > freshMs) return 'too-old';
  return null;
}

/** A word between people counts also when it comes late; what a bot says, or is said to everybody, does not. */
export function mayBeHeard({ mentionsAll }: Pick<Seen, 'mentionsAll'>, ignored: MessageOutcome): boolean {
  return !mentionsAll && (ignored === 'not-addressed' || ignored === 'too-old');
}

/** What happens to one more addressed message, by how the member's messages of the last minute ended. */
export function limitOf(lastMinute: Partial<Record<MessageOutcome, number>>): 'answer' | 'tell' | 'silent' {
  if ((lastMinute['limit-told'] ?? 0) > 0) return 'silent';
  const answered = (lastMinute.answered ?? 0) + (lastMinute.failed ?? 0);
  return answered < answersPerMinute ? 'answer' : 'tell';
}
