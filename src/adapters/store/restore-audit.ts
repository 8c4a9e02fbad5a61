import { auditHash, firstHash, operator } from '../../domain/audit.ts';
import type { AuditFinding } from '../../ports/audit.ts';
import { auditCounter, createAudit, verifyAudit } from './audit.ts';
import { lockCounter, setCounter } from './counters.ts';
import type { Db } from './database.ts';
import type { Both as Restoring } from './restore-both.ts';
import { insertRows, readTable } from './table-rows.ts';

type Both = Omit<Restoring, 'now'>;

/**
 * Both logs as they were found, before a counter or an entry of theirs is touched: what is broken must not be mended
 * unseen by what follows.
 */
export type AuditBefore = { present: AuditFinding; backup: AuditFinding };

export async function examineAudit({ present, staging }: Both): Promise<AuditBefore> {
  return { present: await verifyAudit(present), backup: await verifyAudit(staging) };
}

/**
 * No restore takes an entry out of the log. Where one of both logs goes on from the other, the longer one stays; else
 * (another house, or one that began anew) the entries of the present follow those of the backup, in one chain. That there was a restore,
 * and where a log was broken before it, comes behind them.
 */
export async function carryAudit({ present, staging, now: at }: Restoring, before: AuditBefore): Promise<void> {
  const [now, then] = [await lastOf(present), await lastOf(staging)];
  if (now.seq > 0 && !(await holds(staging, now))) {
    if (await holds(present, then)) await follow({ present, staging }, then);
    else await chain({ present, staging }, then);
  }
  await lockCounter({ db: staging, engine: 'sqlite' }, auditCounter);
  await setCounter(staging, auditCounter, (await lastOf(staging)).seq);
  await putOnRecord({ staging, at }, before, { oldHead: now.hash || null, backupHead: then.hash || null });
}

async function putOnRecord(
  { staging, at }: { staging: Db; at: number },
  before: AuditBefore,
  heads: { oldHead: string | null; backupHead: string | null },
): Promise<void> {
  const audit = createAudit({ read: staging, write: staging, engine: 'sqlite', now: () => at });
  const entry = { at, who: operator, subject: 'audit' };
  for (const log of ['present', 'backup'] as const) {
    const { broken, entries, head } = before[log];
    if (broken !== null)
      await audit.append({ ...entry, action: 'audit/broken', detail: { ...broken, log, entries, head } });
  }
  await audit.append({ ...entry, action: 'store/restore', subject: 'store', detail: heads });
}

type Last = { seq: number; hash: string };

async function lastOf(db: Db): Promise<Last> {
  const row = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row ?? { seq: 0, hash: firstHash };
}

async function holds(db: Db, { seq, hash }: Last): Promise<boolean> {
  if (seq === 0) return true;
  const query = db.selectFrom('audit').select('seq').where('seq', '=', seq).where('hash', '=', hash);
  return (await query.executeTakeFirst()) !== undefined;
}

/** What was added since, as it is: also where somebody has changed it, so that it is found out. */
async function follow({ present, staging }: Both, { seq }: Last): Promise<void> {
  for await (const rows of readTable(present, 'audit')) {
    await insertRows(staging, { table: 'audit', rows: rows.filter((row) => Number(row['seq']) > seq) });
  }
}

async function chain({ present, staging }: Both, last: Last): Promise<void> {
  let { seq, hash } = last;
  for (const row of await present.selectFrom('audit').selectAll().orderBy('seq').execute()) {
    seq += 1;
    hash = auditHash({ ...row, seq }, hash);
    await staging
      .insertInto('audit')
      .values({ ...row, seq, hash })
      .execute();
  }
}
