import { z } from 'zod';
import type { StoreOptions } from '../../../src/adapters/store/database.ts';
import { argument } from './print.ts';

const optionsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sqlite'), file: z.string(), backupDir: z.string() }),
  z.object({ kind: z.literal('postgres'), url: z.string(), schema: z.string() }),
]);
type Task = {
  store: StoreOptions;
  name: string;
  platform: string;
  alone: boolean;
  aheadMs: number;
  edits: boolean;
  accepts: string;
  dieAt: number;
};

const taskSchema = z.object({
  store: optionsSchema,
  name: z.string(),
  platform: z.string().default(''),
  alone: z.boolean().default(true),
  aheadMs: z.number().default(0),
  edits: z.boolean().default(false),
  accepts: z.string().default(''),
  dieAt: z.number().default(0),
});

/**
 * What a child is told: the store, its own name, the file that stands for the platform, whether others live, how far
 * its clock is ahead, whether it edits what it plans, the number of a case it is to accept, and at which place it dies.
 */
export function readTask(): Task {
  return taskSchema.parse(JSON.parse(argument()));
}
