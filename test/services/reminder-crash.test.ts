import { describe } from 'vitest';
import { reminderCrashContract } from '../contract/reminder-crash.ts';
import { crashRounds, postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('reminders by processes that are killed'))('PostgreSQL', () => {
  reminderCrashContract('PostgreSQL', { rounds: crashRounds, workers: 3 }, postgresPlace);
});
