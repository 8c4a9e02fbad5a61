import type { AuditLog } from '../../audit-log.ts';
import { bind, type Bound } from '../bind.ts';
import { auditRoutes as routes } from '../contract/audit.ts';
import { toInstant } from './read.ts';

type Written = { [K in 'from' | 'until' | 'who' | 'action' | 'subject']?: string | undefined };

export function createAuditHandlers(log: AuditLog) {
  return {
    listAudit: bind(routes.listAudit, (_caller, { query: { after = null, limit, ...written } }) =>
      log.page(toFilter(written), { after, limit }),
    ),
    listAuditActions: bind(routes.listAuditActions, () => log.words()),
    verifyAudit: bind(routes.verifyAudit, () => log.verify()),
    exportAudit: bind(routes.exportAudit, async ({ user }, { body }) => ({
      jobId: await log.export(toFilter(body), user),
    })),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toFilter({ from, until, who, action, subject }: Written) {
  return {
    from: toInstant(from),
    until: toInstant(until),
    who: who ?? null,
    action: action ?? null,
    subject: subject ?? null,
  };
}
