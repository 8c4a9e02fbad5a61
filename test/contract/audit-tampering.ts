import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../src/adapters/store/backup.ts';
import { type Database, openDatabase } from '../../src/adapters/store/database.ts';
import { createStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import type { BackupPlace } from './store-backup.ts';

/** The log in the hands of somebody who can write to the database. */
export function auditTamperingContract(name: string, prepare: () => BackupPlace): void {
  describe(`The audit log tampered with: ${name}`, () => {
    let place: BackupPlace;
    let database: Database;
    let store: Store;
    beforeEach(async () => {
      place = prepare();
      database = await openDatabase(place.options);
      store = createStore(database);
      for (const subject of ['b1', 'b2', 'b3', 'b4'])
        await store.audit.append({ at: 1, who: '周秘书', action: 'broadcast/plan', subject, detail: { groups: 3 } });
    });
    afterEach(async () => {
      await store.close();
      await place.drop();
    });

    it.each(['at = 2', "who = '别人'", "action = 'broadcast/edit'", "subject = 'b9'", `detail = '{"groups":4}'`])(
      'shows the entry in which %s was set',
      async (change) => {
        await sql`update audit set ${sql.raw(change)} where seq = 2`.execute(database.write);

        expect(await store.audit.verify()).toMatchObject({ entries: 1, broken: { seq: 2, fault: 'changed' } });
      },
    );

    it('shows the entry behind one whose hash was made to fit', async () => {
      await sql`update audit set hash = (select hash from audit where seq = 3) where seq = 2`.execute(database.write);

      expect(await store.audit.verify()).toMatchObject({ broken: { seq: 2, fault: 'changed' } });
    });

    it.each([1, 2, 4])('shows that entry %i was taken out, the last one too', async (seq) => {
      await sql`delete from audit where seq = ${seq}`.execute(database.write);

      expect(await store.audit.verify()).toMatchObject({ entries: seq - 1, broken: { seq, fault: 'missing' } });
    });

    it('shows that an entry was put in at the end, and does not go on from it unseen', async () => {
      await sql`insert into audit (seq, at, who, action, subject, detail, hash)
        values (5, 1, '别人', 'broadcast/plan', 'b5', '{}', 'ff')`.execute(database.write);

      expect(await store.audit.verify()).toMatchObject({ entries: 4, broken: { seq: 5, fault: 'changed' } });
    });

    describe('before a restore', () => {
      let folder: string;
      let file: string;
      beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), 'qingyu-tampered-'));
        file = join(folder, 'older.gz');
        await backupStore(place.options, file);
        await store.audit.append({ at: 1, who: '周秘书', action: 'broadcast/plan', subject: 'b5', detail: {} });
      });
      afterEach(() => rmSync(folder, { recursive: true }));
      const restore = () => restoreStore({ store: place.options, file, backupDir: folder });

      it.each([
        ['the entry the backup ends with is gone', 'delete from audit where seq = 4', { seq: 4, fault: 'missing' }],
        [
          'the entry the backup ends with was changed',
          "update audit set hash = 'ff' where seq = 4",
          { seq: 4, fault: 'changed' },
        ],
        ['entries before it are gone too', 'delete from audit where seq in (2, 4)', { seq: 2, fault: 'missing' }],
        [
          'an entry was changed that the backup has',
          "update audit set who = '别人' where seq = 2",
          { seq: 2, fault: 'changed' },
        ],
        ['the last entry is gone', 'delete from audit where seq = 5', { seq: 5, fault: 'missing' }],
        ['all entries are gone', 'delete from audit', { seq: 1, fault: 'missing' }],
      ] as const)('is shown as broken for ever after: %s', async (_what, change, fault) => {
        await sql`${sql.raw(change)}`.execute(database.write);

        await restore();
        await restore();

        expect(await store.audit.verify()).toMatchObject({ broken: null, brokenBefore: [fault] });
      });

      it('stays broken where the backup ends before', async () => {
        await sql`update audit set who = '别人' where seq = 5`.execute(database.write);

        await restore();

        expect(await store.audit.verify()).toMatchObject({ entries: 4, broken: { seq: 5, fault: 'changed' } });
      });

      it('is shown as broken in another house to which a broken backup comes', async () => {
        await sql`delete from audit where seq = 5`.execute(database.write);
        await backupStore(place.options, file);
        const other = prepare();
        const there = createStore(await openDatabase(other.options));

        await restoreStore({ store: other.options, file, backupDir: folder });

        expect(await there.audit.verify()).toMatchObject({
          broken: null,
          brokenBefore: [{ seq: 5, fault: 'missing' }],
        });
        await there.close();
        await other.drop();
      });
    });
  });
}
