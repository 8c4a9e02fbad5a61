import { describe } from 'vitest';
import { orderCrashContract } from '../contract/order-crash.ts';
import { crashRounds, postgresPlace } from '../support/crash-place.ts';
import { sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('broadcasts ordered from a process that is killed'))('PostgreSQL', () => {
  orderCrashContract('PostgreSQL', crashRounds, postgresPlace);
});
