import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../src/adapters/store/backup.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import { backupContract } from '../contract/store-backup.ts';
import { newSchema, sayWhenSkipped } from '../support/postgres.ts';
import { content, message } from '../support/store-builders.ts';

describe.skipIf(sayWhenSkipped('backup and restore'))('PostgreSQL', () => {
  backupContract('PostgreSQL', () => {
    const { url, schema, drop } = newSchema();
    return { options: { kind: 'postgres', url, schema }, drop };
  });

  it('takes over a SQLite store, and gives it back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qingyu-move-'));
    const { url, schema, drop } = newSchema();
    const lite = { kind: 'sqlite', file: join(folder, 'a.sqlite'), backupDir: folder } as const;
    const big = { kind: 'postgres', url, schema } as const;
    const before = await openStore(lite);
    const { messageId } = await before.messages.accept(message('1'), 1);
    await before.documents.put([content('a', ['一', '二'])]);
    await before.close();

    await backupStore(lite, join(folder, 'lite.gz'));
    await restoreStore({ store: big, file: join(folder, 'lite.gz'), backupDir: folder });
    await backupStore(big, join(folder, 'big.gz'));
    const back = { ...lite, file: join(folder, 'b.sqlite') };
    await restoreStore({ store: back, file: join(folder, 'big.gz'), backupDir: folder });

    for (const options of [big, back]) {
      const store = await openStore(options);
      expect(await store.messages.find(messageId)).toMatchObject({ text: '问题 1' });
      expect(await store.documents.find('experience/a')).toEqual(content('a', ['一', '二']));
      await store.close();
    }
    await drop();
    rmSync(folder, { recursive: true });
  });
});
