import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/adapters/store/store.ts';
import { auditTamperingContract } from '../../contract/audit-tampering.ts';
import { storeContract } from '../../contract/store.ts';
import { upgradeCasesContract } from '../../contract/upgrade-cases.ts';
import { copyMigratedStore } from '../../support/migrated-store.ts';

storeContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-store-'));
  const options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') } as const;
  await copyMigratedStore(options.file);
  return {
    open: () => openStore({ ...options, now: () => 5_000 }),
    drop: () => rm(folder, { recursive: true }),
  };
});

const prepare = () => {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-place-'));
  const options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') } as const;
  return { options, drop: async () => rmSync(folder, { recursive: true }) };
};

auditTamperingContract('SQLite', prepare);
upgradeCasesContract('SQLite', prepare);
