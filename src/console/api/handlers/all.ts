import type { BroadcastDesk } from '../../../features/broadcasts/desk.ts';
import type { SmsDesk } from '../../../features/broadcasts/sms-desk.ts';
import type { Statistics } from '../../../features/broadcasts/statistics.ts';
import type { SignInDesk } from '../../../features/directory/sign-in.ts';
import { bindOpen, type Bound } from '../bind.ts';
import { type RouteName, routes } from '../contract/routes.ts';
import { openApiOf } from '../openapi.ts';
import { createBroadcastHandlers } from './broadcasts.ts';
import { createDeliveryHandlers } from './deliveries.ts';
import { createDirectoryHandlers, type DirectoryHandlerDeps } from './directory.ts';
import { createJobHandlers, type ReadJobs } from './jobs.ts';
import { createSessionHandlers } from './session.ts';
import { createSmsHandlers } from './sms.ts';
import { createTodayHandlers, type ReadToday } from './today.ts';

export type HandlerDeps = {
  signIn: SignInDesk;
  broadcasts: BroadcastDesk;
  sms: SmsDesk;
  countStatistics: () => Promise<Statistics>;
  directory: DirectoryHandlerDeps;
  jobs: ReadJobs;
  readToday: ReadToday;
};

/** Who carries out which route; a route without anybody does not compile. */
export function createHandlers({
  signIn,
  broadcasts,
  sms,
  countStatistics,
  directory,
  jobs,
  readToday,
}: HandlerDeps): Record<RouteName, Bound> {
  let document: Readonly<Record<string, unknown>> | null = null;
  return {
    ...createSessionHandlers(signIn),
    ...createBroadcastHandlers(broadcasts),
    ...createSmsHandlers({ sms, broadcasts }),
    ...createDeliveryHandlers({ desk: broadcasts, countStatistics }),
    ...createDirectoryHandlers(directory),
    ...createJobHandlers(jobs),
    ...createTodayHandlers(readToday),
    showOpenApi: bindOpen(routes.showOpenApi, async () => (document ??= openApiOf(routes))),
  };
}
