import type { QuestionDesk } from '../../../features/answers/question-desk.ts';
import type { BroadcastDesk } from '../../../features/broadcasts/desk.ts';
import type { SmsDesk } from '../../../features/broadcasts/sms-desk.ts';
import type { Statistics } from '../../../features/broadcasts/statistics.ts';
import type { Accounts } from '../../../features/directory/accounts.ts';
import type { SignInDesk } from '../../../features/directory/sign-in.ts';
import type { DailyDesk } from '../../../features/integrity/daily-desk.ts';
import type { AuditLog } from '../../audit-log.ts';
import { bindOpen, type Bound } from '../bind.ts';
import { type RouteName, routes } from '../contract/routes.ts';
import { openApiOf } from '../openapi.ts';
import { type AccountHandlerDeps, createAccountHandlers } from './account.ts';
import { createAuditHandlers } from './audit.ts';
import { type BroadcastHandlerDeps, createBroadcastHandlers } from './broadcasts.ts';
import { type CaseHandlerDeps, createCaseHandlers } from './cases.ts';
import { createDailyHandlers } from './daily.ts';
import { createDayHandlers, type StaffDays } from './days.ts';
import { createListHandlers, type StaffLists } from './lists.ts';
import { createDeliveryHandlers } from './deliveries.ts';
import { createDirectoryHandlers, type DirectoryHandlerDeps } from './directory.ts';
import { createJobHandlers, type ReadJobs } from './jobs.ts';
import { createKnowledgeHandlers, type KnowledgeHandlerDeps } from './knowledge.ts';
import { createQuestionHandlers } from './questions.ts';
import { createSynonymHandlers, type SynonymHandlerDeps } from './synonyms.ts';
import { createSessionHandlers } from './session.ts';
import { createSmsHandlers } from './sms.ts';
import { createTodayHandlers, type ReadToday } from './today.ts';
import { createSystemHandlers, type SystemHandlerDeps } from './system.ts';
import { createUserHandlers } from './users.ts';

export type HandlerDeps = {
  signIn: SignInDesk;
  broadcasts: BroadcastDesk;
  rolls: BroadcastHandlerDeps['rolls'];
  sms: SmsDesk;
  countStatistics: () => Promise<Statistics>;
  directory: DirectoryHandlerDeps;
  jobs: ReadJobs;
  readToday: ReadToday;
  cases: CaseHandlerDeps;
  daily: DailyDesk;
  days: StaffDays;
  lists: StaffLists;
  knowledge: KnowledgeHandlerDeps & SynonymHandlerDeps & { questions: QuestionDesk };
  account: AccountHandlerDeps;
  accounts: Accounts;
  auditLog: AuditLog;
  system: SystemHandlerDeps;
};

/** Who carries out which route; a route without anybody does not compile. */
export function createHandlers({
  signIn,
  broadcasts,
  rolls,
  sms,
  countStatistics,
  directory,
  jobs,
  readToday,
  cases,
  daily,
  days,
  lists,
  knowledge,
  account,
  accounts,
  auditLog,
  system,
}: HandlerDeps): Record<RouteName, Bound> {
  let document: Readonly<Record<string, unknown>> | null = null;
  return {
    ...createSessionHandlers(signIn),
    ...createBroadcastHandlers({ desk: broadcasts, rolls }),
    ...createSmsHandlers({ sms, broadcasts }),
    ...createDeliveryHandlers({ desk: broadcasts, countStatistics }),
    ...createDirectoryHandlers(directory),
    ...createJobHandlers(jobs),
    ...createTodayHandlers(readToday),
    ...createCaseHandlers(cases),
    ...createDailyHandlers(daily),
    ...createDayHandlers(days),
    ...createListHandlers(lists),
    ...createKnowledgeHandlers(knowledge),
    ...createQuestionHandlers(knowledge.questions),
    ...createSynonymHandlers(knowledge),
    ...createAccountHandlers(account),
    ...createUserHandlers(accounts),
    ...createAuditHandlers(auditLog),
    ...createSystemHandlers(system),
    showOpenApi: bindOpen(routes.showOpenApi, async () => (document ??= openApiOf(routes))),
  };
}
