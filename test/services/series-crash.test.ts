import { describe } from 'vitest';
import { seriesCrashContract } from '../contract/series-crash.ts';
import { crashRounds, postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('series by processes that are killed'))('PostgreSQL', () => {
  seriesCrashContract('PostgreSQL', { rounds: crashRounds, workers: 3 }, postgresPlace);
});
