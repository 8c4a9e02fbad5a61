import type { Message } from '../domain/message.ts';

/** What people sent in with their messages, wherever it lies. */
export interface AttachedFiles {
  /**
   * Reads what is in one attachment of a message, by its place: from the store, or from the platform, which may take
   * half a minute, so never inside of a transaction. Throws `input/too-long` above `largestFileBytes`, `input/invalid`
   * when it cannot be had any more and `input/too-slow` when not now, each with a sentence for who sent it.
   */
  read(message: Message, place: number): Promise<Uint8Array>;
}
