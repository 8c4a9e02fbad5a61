import { describe } from 'vitest';
import { liveContract } from '../contract/store-live.ts';
import { postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('several processes on one store'))('PostgreSQL', () => {
  liveContract('PostgreSQL', postgresPlace);
});
