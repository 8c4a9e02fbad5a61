import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** PostgreSQL for the tests that need one; null skips them, aloud. */
export const postgresUrl = process.env['DATABASE_URL'] || null;

export function sayWhenSkipped(what: string): boolean {
  if (postgresUrl !== null) return false;
  process.stdout.write(`skipped: ${what} needs PostgreSQL; set DATABASE_URL\n`);
  return true;
}

export type Schema = { url: string; schema: string; drop(): Promise<void> };

/** A schema of its own; the store makes it when it first opens. */
export function newSchema(): Schema {
  const url = postgresUrl ?? '';
  const schema = `qingyu_${randomBytes(6).toString('hex')}`;
  return {
    url,
    schema,
    async drop() {
      await query(url, `drop schema if exists ${schema} cascade`);
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
