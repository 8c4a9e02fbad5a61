import { randomBytes } from 'node:crypto';
import { postgresUrl, query } from './postgres.ts';

export type TestDatabase = {
  url: string;
  /** The same database on another way to its server. */
  urlThrough(port: number): string;
  host: string;
  port: number;
  drop(): Promise<void>;
};

/** A database of the test's own, for processes that cannot be given a schema. */
export async function createDatabase(): Promise<TestDatabase> {
  const url = new URL(postgresUrl ?? '');
  const name = `qingyu_${randomBytes(6).toString('hex')}`;
  await query(url.href, `create database ${name}`);
  const withName = (host: string): string => Object.assign(new URL(url), { pathname: `/${name}`, host }).href;
  return {
    url: withName(url.host),
    urlThrough: (port) => withName(`127.0.0.1:${port}`),
    host: url.hostname,
    port: Number(url.port || 5432),
    async drop() {
      await query(url.href, `drop database ${name} with (force)`);
    },
  };
}
