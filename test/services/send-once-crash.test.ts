import { describe } from 'vitest';
import { sendOnceCrashContract } from '../contract/send-once-crash.ts';
import { crashRounds, postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('requests to processes that are killed'))('PostgreSQL', () => {
  sendOnceCrashContract('PostgreSQL', crashRounds, postgresPlace);
});
