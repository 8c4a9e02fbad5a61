import { describe } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { auditTamperingContract } from '../contract/audit-tampering.ts';
import { storeContract } from '../contract/store.ts';
import { upgradeCasesContract } from '../contract/upgrade-cases.ts';
import { postgresCopies } from '../support/postgres-copies.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';

describe.skipIf(sayWhenSkipped('the store contract'))('PostgreSQL', () => {
  const copy = postgresCopies();
  storeContract('PostgreSQL', async () => {
    const { url, drop } = await copy();
    return { open: () => openStore({ kind: 'postgres', url, now: () => 5_000 }), drop };
  });
  const prepare = () => {
    const { url, schema, drop } = newSchema();
    return { options: { kind: 'postgres', url, schema }, drop } as const;
  };
  auditTamperingContract('PostgreSQL', prepare);
  upgradeCasesContract('PostgreSQL', prepare);
});
