import { createHash } from 'node:crypto';
import type { ConversationRef } from '../../domain/conversation.ts';

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
/** 60 bits: a million conversations collide with a chance of one in two million. */
const LENGTH = 12;

/** Short enough to type, and the same on every machine, so that a restored backup means the same conversations. */
export function conversationId({ channel, kind, platformId }: ConversationRef): string {
  return `${kind === 'group' ? 'g' : 'd'}-${derive(['conversation', channel, kind, platformId])}`;
}

export function memberId(channel: string, platformId: string): string {
  return `m-${derive(['member', channel, platformId])}`;
}

function derive(parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return [...digest.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
