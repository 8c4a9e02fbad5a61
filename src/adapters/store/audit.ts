import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type AuditEntry, type AuditFault, auditHash, firstHash } from '../../domain/audit.ts';
import type { Audit, AuditFinding } from '../../ports/audit.ts';
import { lockCounter, readCounter, setCounter } from './counters.ts';
import { type Db, type Handles, inTransaction } from './database.ts';
import { letters } from './letters.ts';
import type { Tables } from './schema.ts';
import { cleanText } from './values.ts';

export const auditCounter = 'audit';
const page = 1_000;

const detailSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const faultSchema = z.object({ seq: z.number(), fault: z.enum(['changed', 'missing']) });

/** The counter is locked until the transaction ends: workers add one after the other, in one chain. */
export function createAudit({ read, write, engine }: Handles): Audit {
  return {
    append(entry) {
      return inTransaction(write, async (db) => {
        const seq = (await lockCounter({ db, engine }, auditCounter)) + 1;
        // As it will be read again, or the hash would be of something else.
        const [who, subject] = [cleanText(entry.who), cleanText(entry.subject)];
        const stored = { ...entry, who, subject, seq, detail: JSON.stringify(entry.detail) };
        const hash = auditHash(stored, await hashOf(db, seq - 1));
        await db
          .insertInto('audit')
          .values({ ...stored, hash })
          .execute();
        await setCounter(db, auditCounter, seq);
        return { ...entry, who, subject, seq, hash };
      });
    },

    async list(from, until) {
      const rows = await read
        .selectFrom('audit')
        .selectAll()
        .where('at', '>=', from)
        .where('at', '<', until)
        .orderBy('seq')
        .execute();
      return rows.map(toEntry);
    },

    async page({ from, until, who, action, subject }, { before, limit }) {
      let query = read.selectFrom('audit').selectAll();
      if (before !== null) query = query.where('seq', '<', before);
      if (from !== null) query = query.where('at', '>=', from);
      if (until !== null) query = query.where('at', '<', until);
      if (who !== null) query = query.where('who', '=', who);
      if (action !== null) query = query.where('action', '=', action);
      if (subject !== null) query = query.where(letters('subject', subject));
      return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(toEntry);
    },

    verify: () => verifyAudit(read),
  };
}

async function hashOf(db: Db, seq: number): Promise<string> {
  const row = await db.selectFrom('audit').select('hash').where('seq', '=', seq).executeTakeFirst();
  return row?.hash ?? firstHash;
}

/** Reads to where the counter is, which nobody sets back: entries taken from the end are missed too. */
export async function verifyAudit(db: Db): Promise<AuditFinding> {
  const counted = await readCounter(db, auditCounter);
  const brokenBefore: AuditFault[] = [];
  let [entries, head] = [0, firstHash];
  const brokenAt = (seq: number, fault: AuditFault['fault']) => ({
    entries,
    head,
    broken: { seq, fault },
    brokenBefore,
  });
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', entries)
      .orderBy('seq')
      .limit(page)
      .execute();
    for (const row of rows) {
      if (row.seq !== entries + 1) return brokenAt(entries + 1, 'missing');
      if (row.hash !== auditHash(row, head)) return brokenAt(row.seq, 'changed');
      [entries, head] = [row.seq, row.hash];
      if (row.action === 'audit/broken') brokenBefore.push(faultSchema.parse(JSON.parse(row.detail)));
    }
    if (rows.length < page) break;
  }
  if (entries < counted) return brokenAt(entries + 1, 'missing');
  return { entries, head, broken: null, brokenBefore };
}

function toEntry({ detail, ...row }: Selectable<Tables['audit']>): AuditEntry {
  return { ...row, detail: detailSchema.parse(JSON.parse(detail)) };
}
