import type { AuditLog, AuditQuery } from '../../audit-log.ts';
import { bind, type Bound } from '../bind.ts';
import { auditRoutes as routes } from '../contract/audit.ts';

type Written = { [K in 'from' | 'to' | 'who' | 'action' | 'subject']?: string | undefined };

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

function toFilter({ from, to, who, action, subject }: Written): AuditQuery {
  return {
    from: from ?? null,
    to: to ?? null,
    who: who ?? null,
    action: action ?? null,
    subject: subject ?? null,
  };
}
