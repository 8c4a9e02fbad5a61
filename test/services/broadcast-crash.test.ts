import { describe } from 'vitest';
import { broadcastCrashContract } from '../contract/broadcast-crash.ts';
import { crashRounds, postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('broadcasts by processes that are killed'))('PostgreSQL', () => {
  broadcastCrashContract('PostgreSQL', { rounds: crashRounds, workers: 3 }, postgresPlace);
});
