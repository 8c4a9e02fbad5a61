import { bind, type Bound } from '../bind.ts';
import type { z } from 'zod';
import { type finding, systemRoutes as routes } from '../contract/system.ts';
import type { User } from '../../../domain/user.ts';

type Answer<R extends { answer: z.ZodType }> = z.input<R['answer']>;

/** What runs, how it is, and all of it as a file. */
export type SystemHandlerDeps = {
  show(): Answer<typeof routes.showSystem>;
  examine(): Promise<{ findings: z.input<typeof finding>[]; at: string }>;
  channelUse(): Promise<Answer<typeof routes.listChannelUse>>;
  /** Resolves with the id of the job. */
  backup(user: User): Promise<string>;
};

export function createSystemHandlers(system: SystemHandlerDeps) {
  return {
    showSystem: bind(routes.showSystem, async () => system.show()),
    listFindings: bind(routes.listFindings, () => system.examine()),
    listChannelUse: bind(routes.listChannelUse, () => system.channelUse()),
    makeBackup: bind(routes.makeBackup, async ({ user }) => ({ jobId: await system.backup(user) })),
  } satisfies Record<keyof typeof routes, Bound>;
}
