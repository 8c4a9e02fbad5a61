import { describe } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { auditTamperingContract } from '../contract/audit-tampering.ts';
import { storeContract } from '../contract/store.ts';
import { upgradeCasesContract } from '../contract/upgrade-cases.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('the store contract'))('PostgreSQL', () => {
  storeContract('PostgreSQL', async () => {
    const { url, schema, drop } = newSchema();
    return { open: () => openStore({ kind: 'postgres', url, schema, now: () => 5_000 }), drop };
  });
  const prepare = () => {
    const { url, schema, drop } = newSchema();
    return { options: { kind: 'postgres', url, schema }, drop } as const;
  };
  auditTamperingContract('PostgreSQL', prepare);
  upgradeCasesContract('PostgreSQL', prepare);
});
