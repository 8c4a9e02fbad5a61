import { z } from 'zod';
import type { StoreOptions } from '../../../src/adapters/store/database.ts';
import { argument } from './print.ts';

const Options = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sqlite'), file: z.string(), backupDir: z.string() }),
  z.object({ kind: z.literal('postgres'), url: z.string(), schema: z.string() }),
]);
const Task = z.object({
  store: Options,
  name: z.string(),
  platform: z.string().default(''),
  alone: z.boolean().default(true),
});

/** What a child is told: the store, its own name, the file that stands for the platform, and whether others live. */
export function readTask(): { store: StoreOptions; name: string; platform: string; alone: boolean } {
  return Task.parse(JSON.parse(argument()));
}
