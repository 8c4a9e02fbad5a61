import { describe } from 'vitest';
import { dayCrashContract } from '../contract/day-crash.ts';
import { crashRounds, postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('reception days by processes that are killed'))('PostgreSQL', () => {
  dayCrashContract('PostgreSQL', { rounds: crashRounds, workers: 3 }, postgresPlace);
});
