import { describe } from 'vitest';
import { assignmentCrashContract } from '../contract/assignment-crash.ts';
import { crashRounds, postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('reminders by processes that are killed'))('PostgreSQL', () => {
  assignmentCrashContract('PostgreSQL', { rounds: crashRounds, workers: 3 }, postgresPlace);
});
