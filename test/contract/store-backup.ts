import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../src/adapters/store/backup.ts';
import { openDatabase, type StoreOptions } from '../../src/adapters/store/database.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { readLines, writeLines } from '../support/backup-lines.ts';
import { content, delivery, group, message, newCase, question } from '../support/store-builders.ts';
import { dump, essence, type Dump } from '../support/store-dump.ts';

export type BackupPlace = { options: StoreOptions; drop(): Promise<void> };

/** What a backup and a restore promise, on any engine. `prepare` gives an empty place. */
export function backupContract(name: string, prepare: () => BackupPlace): void {
  describe(`Backup contract: ${name}`, () => {
    let folder: string;
    let file: string;
    let backupDir: string;
    let places: BackupPlace[];
    let stores: Store[];
    const place = (): StoreOptions => {
      const made = prepare();
      places.push(made);
      return { ...made.options, now: () => 50_000 };
    };
    const open = async (options: StoreOptions): Promise<Store> => {
      const store = await openStore(options);
      stores.push(store);
      return store;
    };
    const restore = (store: StoreOptions, from = file) => restoreStore({ store, file: from, backupDir });
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'qingyu-backup-'));
      file = join(folder, 'all.qingyu.gz');
      backupDir = join(folder, 'backups');
      places = [];
      stores = [];
    });
    afterEach(async () => {
      for (const store of stores) await store.close();
      for (const { drop } of places) await drop();
      rmSync(folder, { recursive: true });
    });

    it('brings back everything, in an empty place', async () => {
      const [from, to] = [place(), place()];
      await fill(await open(from));

      const made = await backupStore(from, file);
      const done = await restore(to);

      const [before, after] = [await dumpOf(from), await dumpOf(to)];
      expect(essence(after)).toEqual(essence(before));
      expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
      const rows = Object.values(before).flat().length;
      expect([made, done]).toEqual([
        { file, rows },
        { rows, savedTo: null },
      ]);
    });

    it('writes a file for its owner alone, whole or not at all, over an older one too', async () => {
      const from = place();
      await backupStore(from, file);
      await fill(await open(from));
      await backupStore(from, file);

      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(folder)).toEqual(['all.qingyu.gz']);
      expect(readLines(file).length).toBeGreaterThan(20);
      const nowhere = backupStore(from, join(folder, 'none', 'all.gz'));
      await expect(nowhere).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining('none') });
    });

    it('saves what was there before, so that a restore can be taken back', async () => {
      const [from, to] = [place(), place()];
      await fill(await open(from));
      await backupStore(from, file);
      const present = await open(to);
      await present.messages.accept(message('only here', { group: 'here' }), 1);
      await present.documents.put([content('only-here', ['一'])]);
      const before = await dumpOf(to);

      const { savedTo } = await restore(to);
      const between = await dumpOf(to);
      await restore(to, savedTo ?? '');
      const after = await dumpOf(to);

      expect(between['messages']).toEqual((await dumpOf(from))['messages']);
      expect(after['messages']).toEqual(before['messages']);
      expect(after['members']).toEqual(before['members']);
      expect((await present.documents.list()).map(({ id }) => id)).toEqual(['experience/only-here']);
    });

    it('shows a running server the new state, and removed documents as removed', async () => {
      const options = place();
      const server = await open(options);
      await server.documents.put([content('a', ['旧']), content('b', ['一'])]);
      await backupStore(options, file);
      await server.documents.put([content('a', ['新']), content('c', ['一'])]);
      await server.documents.remove(['experience/b']);
      const revision = await server.documents.revision();

      await restore(options);

      const changes = await server.documents.changesAfter(revision, 100);
      expect(changes.revision).toBeGreaterThan(revision);
      expect(changes.put).toEqual([content('a', ['旧']), content('b', ['一'])]);
      expect(changes.removed).toEqual(['experience/c']);
      expect(changes.revision).toBe(await server.documents.revision());
    });

    it('never gives out a number again', async () => {
      const options = place();
      const server = await open(options);
      await server.messages.accept(message('1'), 1);
      await backupStore(options, file);
      const later = await server.messages.accept(message('2'), 1);
      await server.cases.record(newCase(1), 0);

      await restore(options);

      expect((await server.messages.accept(message('3'), 1)).messageId).toBeGreaterThan(later.messageId);
      expect(await server.cases.record(newCase(2), 0)).toMatchObject({ no: '2026-0002' });
    });

    it('never sends again what was sent after the backup', async () => {
      const options = place();
      const server = await open(options);
      const id = await group(server);
      await server.deliveries.add([delivery('known', id), delivery('waiting', id)], 1);
      await backupStore(options, file);
      const after = await group(server, 'joined later');
      await server.deliveries.add(
        [delivery('new', after, { kind: 'daily' }), delivery('gone', after, { notBefore: 90_000 })],
        1,
      );
      await sendOne(server, 'known');
      await sendOne(server, 'new');

      await restore(options);

      const states = (await server.deliveries.listByKey('')).map((one) => [one.id, one.state]);
      expect(states).toEqual([
        ['known', 'sent'],
        ['new', 'sent'],
        ['waiting', 'pending'],
      ]);
      expect(await server.deliveries.add([delivery('again', id, { key: 'key/new' })], 1)).toBe(0);
      expect((await claim(server)).map((one) => one.id)).toEqual(['waiting']);
    });

    it('lets a person decide what may have been sent since, and keeps what was not due yet', async () => {
      const [from, to] = [place(), place()];
      const old = await open(from);
      const id = await group(old);
      const due = { kind: 'daily', notBefore: 40_000 } as const;
      await old.deliveries.add([delivery('due', id, due), delivery('later', id, { ...due, notBefore: 60_000 })], 1);
      await backupStore(from, file);

      await restore(to);

      const restored = await open(to);
      expect(await restored.deliveries.find('due')).toMatchObject({
        state: 'unknown',
        reason: expect.stringContaining('备份'),
      });
      expect(await restored.deliveries.find('later')).toMatchObject({ state: 'pending' });
    });

    it('does not answer again what was answered after the backup, nor disturb who is at work', async () => {
      const options = place();
      const server = await open(options);
      const { messageId, conversationId } = await server.messages.accept(message('1'), 1);
      await server.messages.accept(message('2'), 1);
      await backupStore(options, file);
      await server.messages.finish(messageId, 'answered');
      const lease = { owner: 'server', now: 1, leaseMs: 1_000 };
      await server.messages.claimConversation(lease);

      await restore(options);

      expect((await server.messages.listWaiting(conversationId, 10)).map(({ text }) => text)).toEqual(['问题 2']);
      expect(await server.messages.claimConversation({ ...lease, owner: 'other' })).toBeNull();
      expect(await server.messages.extendConversation(conversationId, lease)).toBe(true);
    });

    it('goes on after a restore as before it', async () => {
      const options = place();
      const server = await open(options);
      await fill(server);
      await backupStore(options, file);
      await restore(options);

      const { messageId, conversationId } = await server.messages.accept(message('new'), 1);
      expect(await server.messages.claimConversation({ owner: 'a', now: 1, leaseMs: 1 })).toBe(conversationId);
      await server.messages.finish(messageId, 'answered');
      expect(await server.deliveries.add([delivery('new', conversationId)], 1)).toBe(1);
      await server.documents.put([content('new', ['一'])]);
      await server.documents.remove(['experience/a']);
      await server.conversations.ensure({ channel: 'web', kind: 'group', platformId: 'new' }, null);
    });

    describe('refuses, and leaves everything as it is,', () => {
      let to: StoreOptions;
      let before: Dump;
      let lines: string[];
      beforeEach(async () => {
        to = place();
        const store = await open(to);
        await fill(store);
        await backupStore(to, file);
        lines = readLines(file);
        await store.messages.accept(message('after the backup'), 1);
        before = await dumpOf(to);
      });
      const attempt = async (): Promise<object> => {
        const error: unknown = await restore(to).catch((reason: unknown) => reason);
        const untouched = isDeepStrictEqual(await dumpOf(to), before) && !readdirSync(folder).includes('backups');
        return { error, untouched };
      };
      const refused = (code: string, sentence: string): object => ({
        error: expect.objectContaining({ code, message: expect.stringContaining(sentence) }),
        untouched: true,
      });

      it('a file that is not there', async () => {
        rmSync(file);
        expect(await attempt()).toEqual(refused('input/invalid', '读不到'));
      });

      it('a file cut off anywhere', async () => {
        const size = statSync(file).size;
        for (const left of [0, 5, 200, Math.floor(size / 2), size - 1]) {
          truncateSync(file, left);
          expect(await attempt()).toEqual(refused('input/invalid', '损坏'));
          writeLines(file, lines);
        }
      });

      it('a file with a changed byte', async () => {
        for (const part of [0.2, 0.5, 0.9]) {
          const bytes = readFileSync(file);
          const at = Math.floor(bytes.length * part);
          bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
          writeFileSync(file, bytes);
          expect(await attempt()).toEqual(refused('input/invalid', '损坏'));
          writeLines(file, lines);
        }
      });

      it('a file that is something else', async () => {
        for (const bytes of ['plain text', '{"format":"qingyu-backup"}']) {
          writeFileSync(file, bytes);
          expect(await attempt()).toEqual(refused('input/invalid', '不是清语的备份'));
        }
        writeLines(file, ['{"format":"another"}']);
        expect(await attempt()).toEqual(refused('input/invalid', '不是清语的备份'));
      });

      it('a file with a row too few or too many, without its end, or with something after it', async () => {
        const broken = [
          lines.toSpliced(3, 1),
          lines.toSpliced(3, 0, lines[3] ?? ''),
          lines.slice(0, -1),
          [...lines, '{}'],
        ];
        for (const changed of broken) {
          writeLines(file, changed);
          expect(await attempt()).toEqual(refused('input/invalid', '损坏'));
        }
      });

      it('a file whose rows do not fit together', async () => {
        const strangers = lines.map((line) => line.replaceAll('"conversation_id":"g-', '"conversation_id":"x-'));
        const columns = lines.map((line) => line.replaceAll('"platform_id"', '"platform"'));
        const tables = [lines[0]?.replace('"members"', '"robots"') ?? '', ...lines.slice(1)];
        for (const changed of [strangers, columns, tables]) {
          expect(changed).not.toEqual(lines);
          writeLines(file, changed);
          expect(await attempt()).toEqual(refused('input/invalid', '损坏'));
        }
      });

      it('a file of a newer version', async () => {
        const [header = '', ...rows] = lines;
        const changes = [
          header.replace('"version":1', '"version":2'),
          header.replace(/"migration":"[^"]+"/, '"migration":"9999-next"'),
        ];
        for (const changed of changes) {
          expect(changed).not.toBe(header);
          writeLines(file, [changed, ...rows]);
          expect(await attempt()).toEqual(refused('store/newer', '升级'));
        }
      });
    });
  });
}

async function dumpOf(options: StoreOptions): Promise<Dump> {
  const database = await openDatabase(options);
  try {
    return await dump(database);
  } finally {
    await database.close();
  }
}

const lease = { owner: 'sender', now: 50_000, leaseMs: 1_000 };

function claim(store: Store) {
  return store.deliveries.claim(lease, { limit: 100, channels: ['web'] });
}

/** Sends one of what is due and puts the rest back. */
async function sendOne(store: Store, id: string): Promise<void> {
  for (const due of await claim(store)) {
    if (due.id !== id) {
      await store.deliveries.putBack(due.id, lease.owner, { notBefore: due.notBefore, reason: null });
      continue;
    }
    await store.deliveries.markSending(id, lease.owner, lease.now);
    await store.deliveries.markSent(id, lease.owner, { at: lease.now, platformMessageId: 'p' });
  }
}

/** At least one row in every table, and texts that a file format could stumble over. */
async function fill(store: Store): Promise<void> {
  const odd = '一行\n又一行\r\n"引号" \\ 🍜 \u2028 \t end';
  const { messageId, conversationId } = await store.messages.accept(message('1', { text: odd, rawText: odd }), 1);
  await store.messages.finish(messageId, 'answered');
  await store.messages.recordOutbound({
    key: 'r/1',
    conversationId,
    text: odd,
    replyTo: messageId,
    name: '清语',
    at: 2,
  });
  await store.conversations.setTags(conversationId, ['市直']);
  await store.deliveries.add([delivery('old', conversationId, { kind: 'daily' })], 1);
  await sendOne(store, 'old');
  await store.cases.record(newCase(messageId), 0);
  await store.dialogues.open({ conversationId, memberId: 'm-1', name: 'topic' }, { place: '合肥' }, 9_000);
  await store.dailyDays.fix({ date: '2026-11-23', messageId: 'm1', text: '寄语', plannedAt: 1 });
  const many = Array.from({ length: 1_200 }, (_, index) => content(`many-${index}`, [`段落 ${index}`]));
  await store.documents.put([content('a', [odd, '二']), content('gone', ['一']), ...many]);
  await store.documents.remove(['experience/gone']);
  await store.unanswered.record(question('q1'));
}
