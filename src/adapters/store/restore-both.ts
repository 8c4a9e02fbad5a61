import type { Db } from './database.ts';

/** The two sides of a restore. */
export type Both = {
  /** What is there now, locked. */
  present: Db;
  /** What is to take its place. */
  staging: Db;
  now: number;
};
