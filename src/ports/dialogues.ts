import type { DialogueKey } from '../domain/dialogue.ts';

/** Open dialogues; they survive a restart. */
export interface Dialogues {
  /** Replaces what is there. `data` is JSON. */
  open(key: DialogueKey, data: unknown, expiresAt: number): Promise<void>;
  /** The data as stored, null when none is open or it has expired. Parse it with zod. */
  find(key: DialogueKey, now: number): Promise<unknown>;
  close(key: DialogueKey): Promise<void>;
}
