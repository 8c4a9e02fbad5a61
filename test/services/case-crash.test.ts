import { describe } from 'vitest';
import { caseCrashContract } from '../contract/case-crash.ts';
import { postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('cases in processes that are killed'))('PostgreSQL', () => {
  caseCrashContract('PostgreSQL', postgresPlace);
});
