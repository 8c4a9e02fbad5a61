import { z } from 'zod';
import { accountRoutes } from './account.ts';
import { auditRoutes } from './audit.ts';
import { broadcastRoutes } from './broadcasts.ts';
import { caseRoutes } from './cases.ts';
import { dailyRoutes } from './daily.ts';
import { dayRoutes } from './days.ts';
import { deliveryRoutes } from './deliveries.ts';
import { groupRoutes } from './groups.ts';
import { listRoutes } from './lists.ts';
import { jobRoutes } from './jobs.ts';
import { knowledgeRoutes } from './knowledge.ts';
import { questionRoutes } from './questions.ts';
import { synonymRoutes } from './synonyms.ts';
import { organizationRoutes } from './organizations.ts';
import { peopleRoutes } from './people.ts';
import { type AnyRoute, plain } from './route.ts';
import { sessionRoutes } from './session.ts';
import { smsRoutes } from './sms.ts';
import { todayRoutes } from './today.ts';
import { systemRoutes } from './system.ts';
import { userRoutes } from './users.ts';

const documentRoutes = {
  showOpenApi: {
    ...plain,
    method: 'get',
    path: '/api/openapi.json',
    summary: '这份接口说明（OpenAPI 3.1）',
    access: 'anyone',
    answer: z.record(z.string(), z.unknown()),
  },
} as const satisfies Record<string, AnyRoute>;

/** Every route of the staff API. A browser may import it: it needs nothing but zod. */
export const routes = {
  ...sessionRoutes,
  ...accountRoutes,
  ...userRoutes,
  ...auditRoutes,
  ...systemRoutes,
  ...broadcastRoutes,
  ...smsRoutes,
  ...deliveryRoutes,
  ...groupRoutes,
  ...knowledgeRoutes,
  ...questionRoutes,
  ...synonymRoutes,
  ...organizationRoutes,
  ...peopleRoutes,
  ...jobRoutes,
  ...todayRoutes,
  ...caseRoutes,
  ...dailyRoutes,
  ...dayRoutes,
  ...listRoutes,
  ...documentRoutes,
} as const satisfies Record<string, AnyRoute>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** What a failed request is answered with; codes as in the error table. */
export const failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
