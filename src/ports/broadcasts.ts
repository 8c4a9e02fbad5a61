import type { Broadcast, NewBroadcast, Reminder } from '../domain/broadcast.ts';

/** A place in the list: after this one, newest first. */
export type BroadcastPlace = { createdAt: number; id: string };

export interface Broadcasts {
  add(broadcast: NewBroadcast): Promise<void>;
  find(id: string): Promise<Broadcast | null>;
  /** Newest first. */
  list(limit: number): Promise<Broadcast[]>;
  /** Newest first, those after a place; null = from the newest. `templated`: only those whose deliveries are of a template. */
  page(of: { after: BroadcastPlace | null; limit: number; templated?: boolean }): Promise<Broadcast[]>;
  /** Occurrences of a series, the newest first. */
  listOccurrences(seriesId: string, limit: number): Promise<Broadcast[]>;
  /** Occurrences of a series that may still be sent, in order. */
  listOpen(seriesId: string, now: number): Promise<Broadcast[]>;
  /** False when it was cancelled, or is not there. */
  setText(id: string, text: string): Promise<boolean>;
  /** Those that ask for a 收到 beyond `now`, go on, and have had no reminder; the first deadline first. */
  listToRemind(now: number): Promise<Broadcast[]>;
  /** Takes the one reminder; false when somebody has, or it was cancelled. */
  remind(id: string, reminder: Reminder): Promise<boolean>;
  /** Nothing more of it is sent from then on; false when it was cancelled before, or is not there. */
  cancel(id: string, at: number): Promise<boolean>;
}
