import type { FileFacts, NewFile } from '../domain/file.ts';

/** What the bot sends as files. They lie in the store: whichever worker sends one has it, and so has every backup. */
export interface Files {
  /**
   * Keeps a file and returns its id; the same one twice is one. Throws `input/too-long` above `largestFileBytes`.
   * `expiresAt`: epoch ms from which `removeExpired` may remove it, null = never; the later one of two counts. `owner`: the
   * same one of somebody else is another.
   */
  put(file: NewFile, at: { now: number; expiresAt: number | null; owner?: string }): Promise<string>;
  /** Whether it is there, put with this owner. */
  isOf(id: string, owner: string): Promise<boolean>;
  /** Without its content. */
  find(id: string): Promise<FileFacts | null>;
  read(id: string): Promise<NewFile | null>;
  /** Keeps it until then at least; false when it is not there any more. */
  keep(id: string, until: number): Promise<boolean>;
  /** Its time is over, unless somebody has it or may still get it: `removeExpired` may remove it from `now` on. */
  release(id: string, now: number): Promise<void>;
  /** Removes those whose time is over, but none that a delivery still waits to send or a series goes on sending; returns how many. */
  removeExpired(now: number): Promise<number>;
}
