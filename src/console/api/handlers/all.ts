import type { BroadcastDesk } from '../../../features/broadcasts/desk.ts';
import type { SmsDesk } from '../../../features/broadcasts/sms-desk.ts';
import type { Statistics } from '../../../features/broadcasts/statistics.ts';
import type { Accounts } from '../../../features/directory/accounts.ts';
import type { GroupList } from '../../../features/directory/group-list.ts';
import type { SignInDesk } from '../../../features/directory/sign-in.ts';
import type { AuditLog } from '../../audit-log.ts';
import { bindOpen, type Bound } from '../bind.ts';
import { type RouteName, routes } from '../contract/routes.ts';
import { openApiOf } from '../openapi.ts';
import { type AccountHandlerDeps, createAccountHandlers } from './account.ts';
import { createAuditHandlers } from './audit.ts';
import { createBroadcastHandlers } from './broadcasts.ts';
import { createDeliveryHandlers } from './deliveries.ts';
import { createGroupHandlers } from './groups.ts';
import { createJobHandlers, type ReadJobs } from './jobs.ts';
import { createSessionHandlers } from './session.ts';
import { createSmsHandlers } from './sms.ts';
import { createTodayHandlers, type ReadToday } from './today.ts';
import { createSystemHandlers, type SystemHandlerDeps } from './system.ts';
import { createUserHandlers } from './users.ts';

export type HandlerDeps = {
  signIn: SignInDesk;
  broadcasts: BroadcastDesk;
  sms: SmsDesk;
  countStatistics: () => Promise<Statistics>;
  groups: GroupList;
  jobs: ReadJobs;
  readToday: ReadToday;
  account: AccountHandlerDeps;
  accounts: Accounts;
  auditLog: AuditLog;
  system: SystemHandlerDeps;
};

/** Who carries out which route; a route without anybody does not compile. */
export function createHandlers({
  signIn,
  broadcasts,
  sms,
  countStatistics,
  groups,
  jobs,
  readToday,
  account,
  accounts,
  auditLog,
  system,
}: HandlerDeps): Record<RouteName, Bound> {
  let document: Readonly<Record<string, unknown>> | null = null;
  return {
    ...createSessionHandlers(signIn),
    ...createBroadcastHandlers(broadcasts),
    ...createSmsHandlers({ sms, broadcasts }),
    ...createDeliveryHandlers({ desk: broadcasts, countStatistics }),
    ...createGroupHandlers(groups),
    ...createJobHandlers(jobs),
    ...createTodayHandlers(readToday),
    ...createAccountHandlers(account),
    ...createUserHandlers(accounts),
    ...createAuditHandlers(auditLog),
    ...createSystemHandlers(system),
    showOpenApi: bindOpen(routes.showOpenApi, async () => (document ??= openApiOf(routes))),
  };
}
