import { describe, expect, it, onTestFinished } from 'vitest';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';
import { checkRandomRegister } from '../support/random-register.ts';

describe.skipIf(sayWhenSkipped('searching the register on PostgreSQL'))('searching the register on PostgreSQL', () => {
  it.each([3])('finds what whoever reads all cases finds (%i)', async (seed) => {
    const { url, schema, drop } = newSchema();
    onTestFinished(() => drop());

    expect(await checkRandomRegister({ kind: 'postgres', url, schema }, { seed, cases: 40 })).toBe(50);
  });
});
