import type { Db } from './database.ts';
import type { Engine } from './migrations/migration.ts';

/** Reads a counter and keeps others from it until the transaction ends; 0 when it never counted. */
export async function lockCounter({ db, engine }: { db: Db; engine: Engine }, name: string): Promise<number> {
  await db
    .insertInto('counters')
    .values({ name, value: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const query = db.selectFrom('counters').select('value').where('name', '=', name);
  const { value } = await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow();
  return value;
}

export async function setCounter(db: Db, name: string, value: number): Promise<void> {
  await db.updateTable('counters').set({ value }).where('name', '=', name).execute();
}

export async function readCounter(db: Db, name: string): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? 0;
}
