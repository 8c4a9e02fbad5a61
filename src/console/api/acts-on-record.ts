import type { AuditAction } from '../../domain/audit.ts';
import type { Audit } from '../../ports/audit.ts';
import type { Log } from '../../ports/log.ts';
import type { RecordAct } from './acts.ts';
import type { ActName } from './contract/route.ts';

/** Null: the desk that did it puts it on record itself, with the act; or nobody has anything of it before another act. */
const auditedAs = {
  'session.begin': 'session/begin',
  'session.end': 'session/end',
  'password.change': null,
  'broadcast.send': null,
  'broadcast.edit': null,
  'broadcast.cancel': null,
  'file.upload': null,
  'sms.send': null,
  'delivery.resolve': null,
  'receipts.view': 'receipts/view',
  'receipts.export': 'receipts/export',
  'case.view': null,
  'case.file': null,
  'case.add': null,
  'case.act': null,
  'case.merge': null,
  'case.attach': null,
  'case.export': null,
  'case.import': null,
  'day.plan': null,
  'day.change': null,
  'day.announce': null,
  'day.open': null,
  'day.close': null,
  'day.cancel': null,
  'day.stop': null,
  'day.minutes': null,
  'day.case': null,
  'day.cases': null,
  'day.point': null,
  'day.report': null,
  'day.send': null,
  'list.import': null,
  'list.remove': null,
  'list.contact': null,
  'daily.fix': null,
  'daily.unfix': null,
  'daily.skip': null,
  'daily.unskip': null,
  'daily.send': null,
  'daily.add': null,
  'daily.draft': null,
  'daily.approve': null,
  'daily.reject': null,
  'daily.export': 'daily/export',
  'document.upload': null,
  'document.change': null,
  'document.remove': null,
  'question.view': null,
  'question.answer': null,
  'question.dismiss': null,
  'synonym.add': null,
  'synonym.remove': null,
  'group.change': null,
  'group.invite': null,
  'organization.change': null,
  'person.change': null,
  'person.code': null,
  'person.view': null,
  'people.import': null,
  'authenticator.begin': null,
  'authenticator.confirm': null,
  'authenticator.remove': null,
  'session.end-one': null,
  'session.end-others': null,
  'user.add': null,
  'user.change': null,
  'user.password': null,
  'user.code': null,
  'user.authenticator': null,
  'user.sessions': null,
  'audit.export': null,
  'store.backup': null,
  'job.file': null,
} as const satisfies Record<ActName, AuditAction | null>;

/** All acts go to the log of the process, those that no desk audits into the audit log. What was done stays done. */
export function createRecordAct({ audit, log }: { audit: Pick<Audit, 'append'>; log: Log }): RecordAct {
  return async (act) => {
    log.info(act, 'staff act');
    const action = auditedAs[act.act];
    if (action === null) return;
    const { at, name, address, target } = act;
    const detail = action.startsWith('session/') ? { address } : {};
    await audit
      .append({ at, who: name, action, subject: target ?? name, detail })
      .catch((error: unknown) => log.error({ error, act }, 'an act is not in the audit log'));
  };
}
