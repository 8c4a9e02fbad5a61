import type { DueReminder } from '../../ports/assignments.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import type { Db, Handles } from './database.ts';

/** Few statements for many: those that were due and come again at the same instants are one. */
export async function takeReminders(
  of: { db: Db; engine: Handles['engine'] },
  dues: readonly DueReminder[],
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for (const alike of byInstants(dues))
    await eachChunk(alike, INSERT_ROWS, async (chunk) => {
      for (const id of await take(of, chunk)) taken.add(id);
    });
  await record(
    of.db,
    dues.filter(({ id }) => taken.has(id)),
  );
  return taken;
}

function byInstants(dues: readonly DueReminder[]): DueReminder[][] {
  const groups = new Map<string, DueReminder[]>();
  for (const due of dues) {
    const key = `${due.seen}/${due.nextAt}`;
    const group = groups.get(key) ?? [];
    group.push(due);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function take(
  { db, engine }: { db: Db; engine: Handles['engine'] },
  dues: readonly DueReminder[],
): Promise<string[]> {
  const [{ seen, nextAt } = { seen: 0, nextAt: null }] = dues;
  const ids = dues.map(({ id }) => id);
  const due = db
    .selectFrom('assignments')
    .select('id')
    .where('id', 'in', ids)
    .where('next_at', '=', seen)
    .where('ended_at', 'is', null);
  // Who waited for another worker's rows while it holds some of its own would wait for ever.
  const free = await (engine === 'postgres' ? due.forUpdate().skipLocked() : due).execute();
  if (free.length === 0) return [];
  const taken = free.map(({ id }) => id);
  await db.updateTable('assignments').set({ next_at: nextAt }).where('id', 'in', taken).execute();
  return taken;
}

async function record(db: Db, dues: readonly DueReminder[]): Promise<void> {
  const rows = dues.flatMap(({ id, reminder }) => {
    if (reminder === null) return [];
    const { stage, at, outcome, deliveryId } = reminder;
    return [{ assignment_id: id, stage, at, outcome, delivery_id: deliveryId }];
  });
  await eachChunk(rows, INSERT_ROWS, async (chunk) => {
    await db.insertInto('assignment_reminders').values(chunk).execute();
  });
}
