import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../src/adapters/store/backup.ts';
import { openDatabase, type StoreOptions } from '../../src/adapters/store/database.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import type { NewAuditEntry } from '../../src/domain/audit.ts';
import type { DayAction } from '../../src/domain/reception-day.ts';
import type { Store } from '../../src/ports/store.ts';
import { readLines, writeLines } from '../support/backup-lines.ts';
import {
  broadcast,
  content,
  delivery,
  generation,
  group,
  listItem,
  message,
  newCase,
  organization,
  person,
  password,
  question,
  receptionDay,
  receptionRule,
  session,
  user,
  series,
} from '../support/store-builders.ts';
import { dump, essence, type Dump } from '../support/store-dump.ts';

/** What a text may hold. */
const odd = '一行\n又一行\r\n"引号" \\ 🍜 \u2028 \t end';

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
      expect(essence(withoutRestore(after))).toEqual(essence(withoutRestore(before)));
      expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
      const rows = Object.values(before).flat().length;
      expect([made, done]).toEqual([
        { file, rows, originals: 0 },
        { rows: rows + 1, originals: 0, savedTo: null },
      ]);
    });

    it('is on record itself, with both heads', async () => {
      const options = place();
      const server = await open(options);
      const { hash: backupHead } = await server.audit.append(audited('before'));
      await backupStore(options, file);
      const { hash: oldHead } = await server.audit.append(audited('since'));

      await restore(options);

      expect((await server.audit.list(0, 100_000)).at(-1)).toMatchObject({
        at: 50_000,
        who: '命令行',
        action: 'store/restore',
        detail: { oldHead, backupHead },
      });
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

    it('gives no account back what was taken from it since', async () => {
      const options = place();
      const server = await open(options);
      for (const name of ['甲', '乙', '丙']) {
        await server.users.add(user(name));
        await server.bindings.bind({ memberId: `m-${name}`, userId: `u-${name}`, at: 1 });
        await server.bindings.putCode({ hash: name, holder: holderOf(name), expiresAt: 9_000 });
      }
      await backupStore(options, file);
      await server.users.setDisabled('u-甲', 7);
      await server.users.setRole('u-乙', 'staff');
      await server.bindings.unbind('m-乙');
      await server.bindings.takeCode('乙', 2);
      await server.users.add(user('丁'));

      await restore(options);

      const states = (await server.users.list()).map(({ name, disabledAt }) => [name, disabledAt]);
      expect(Object.fromEntries(states)).toEqual({ 甲: 7, 乙: null, 丙: null });
      expect(await server.users.findByName('乙')).toMatchObject({ role: 'staff' });
      expect(await server.bindings.findUser('m-乙')).toBeNull();
      expect(await server.bindings.findUser('m-丙')).toMatchObject({ name: '丙' });
      expect(await server.bindings.takeCode('乙', 2)).toBeNull();
      expect(await server.bindings.takeCode('丙', 2)).toEqual(holderOf('丙'));
    });

    it('gives nobody back the consent they took back, nor what they were bound to', async () => {
      const options = place();
      const server = await open(options);
      await server.organizations.put([organization('餐饮')]);
      const [agreed, refused] = ['甲', '乙'].map((name) => person(name, '餐饮', { phone: '+86138', smsConsentAt: 3 }));
      if (agreed === undefined || refused === undefined) throw new Error('two people');
      await server.people.put([agreed, refused]);
      for (const { id } of [agreed, refused]) {
        await server.bindings.bindPerson({ memberId: `m-${id}`, personId: id, at: 1 });
        await server.bindings.putCode({ hash: id, holder: { kind: 'person', id }, expiresAt: 9_000 });
      }
      await backupStore(options, file);
      await server.people.put([{ ...refused, smsConsentAt: null }]);
      await server.bindings.unbind(`m-${refused.id}`);
      await server.bindings.takeCode(refused.id, 2);

      await restore(options);

      const people = await server.people.listKnown(null);
      expect(people.map(({ name, smsConsentAt, memberIds }) => [name, smsConsentAt, memberIds.length])).toEqual([
        ['乙', null, 0],
        ['甲', 3, 1],
      ]);
      expect(await server.bindings.findCode(refused.id, 2)).toBeNull();
      expect(await server.bindings.findCode(agreed.id, 2)).toEqual({ kind: 'person', id: agreed.id });
    });

    it('sends no text messages to who refused them since, was removed, or has another number now', async () => {
      const options = place();
      const server = await open(options);
      await server.organizations.put([organization('餐饮')]);
      const [stays, removed, moved] = ['甲', '乙', '丙'].map((name, index) =>
        person(name, '餐饮', { phone: `+861380000000${index}`, smsConsentAt: 3 }),
      );
      if (stays === undefined || removed === undefined || moved === undefined) throw new Error('three people');
      await server.people.put([stays, removed, moved]);
      await server.smsRefusals.record([
        { phone: '+8613900000000', at: 8 },
        { phone: '+8613900000001', at: 2 },
      ]);
      await backupStore(options, file);
      await server.people.remove(removed.id);
      await server.people.put([{ ...moved, phone: '+8613800000009' }]);
      await server.smsRefusals.record([
        { phone: removed.phone ?? '', at: 7 },
        { phone: '+8613900000001', at: 6 },
      ]);

      await restore(options);

      const consents = (await server.people.list(null)).map(({ name, smsConsentAt }) => [name, smsConsentAt]);
      expect(Object.fromEntries(consents)).toEqual({ 甲: 3, 乙: null, 丙: null });
      expect(await server.smsRefusals.list()).toEqual([
        { phone: removed.phone, at: 7 },
        { phone: '+8613900000000', at: 8 },
        { phone: '+8613900000001', at: 6 },
      ]);
    });

    it('keeps a refusal that only the place to restore to knows, whoever comes with the backup', async () => {
      const [from, to] = [place(), place()];
      const [old, server] = [await open(from), await open(to)];
      await old.organizations.put([organization('餐饮')]);
      await old.people.put([person('甲', '餐饮', { phone: '+8613800000000', smsConsentAt: 3 })]);
      await backupStore(from, file);
      await server.smsRefusals.record([{ phone: '+8613800000000', at: 4 }]);

      await restore(to);

      expect(await server.people.list(null)).toMatchObject([{ name: '甲', smsConsentAt: null }]);
      expect(await server.smsRefusals.find('+8613800000000')).toBe(4);
    });

    it('leaves a group that a later organization had without one', async () => {
      const options = place();
      const server = await open(options);
      const id = await group(server);
      await backupStore(options, file);
      await server.organizations.put([organization('餐饮')]);
      const later = await group(server, 'later');
      await server.conversations.setOrganization(later, 'o-餐饮');
      await server.deliveries.add([delivery('sent', later, { kind: 'broadcast', broadcastId: 'b' })], 1);

      await restore(options);

      const groups = await server.conversations.list();
      expect(groups.map((one) => [one.id, one.organizationId]).toSorted()).toEqual(
        [
          [id, null],
          [later, null],
        ].toSorted(),
      );
    });

    it('lets nobody into a web group with a code that was renewed since', async () => {
      const options = place();
      const server = await open(options);
      const invite = (code: string) => ({ slug: 'demo', code, pass: code, createdBy: '周秘书', createdAt: 1 });
      await server.webInvites.put(invite('OLD'));
      await backupStore(options, file);
      await server.webInvites.put(invite('NEW'));
      await server.webInvites.put({ ...invite('LATER'), slug: 'hr' });

      await restore(options);

      expect([await server.webInvites.find('demo'), await server.webInvites.find('hr')]).toMatchObject([
        { code: 'NEW' },
        { code: 'LATER' },
      ]);
    });

    it('lets no code open anything twice, and brings back no authenticator that was reset', async () => {
      const options = place();
      const server = await open(options);
      const setUp = async (name: string): Promise<void> => {
        const of = { userId: `u-${name}`, secret: name, at: 1 };
        await server.authenticators.begin(of);
        await server.authenticators.confirm({ ...of, step: 5 });
        await server.authenticators.putRecoveryCodes(of.userId, ['a', 'b']);
      };
      for (const name of ['甲', '乙', '丙']) await server.users.add(user(name));
      for (const name of ['甲', '乙']) await setUp(name);
      await backupStore(options, file);
      await server.authenticators.take('u-甲', 9);
      await server.authenticators.takeRecoveryCode('u-甲', 'a');
      await server.authenticators.remove('u-乙');
      await setUp('丙');

      await restore(options);

      expect(await server.authenticators.take('u-甲', 9)).toBe(false);
      expect(await server.authenticators.takeRecoveryCode('u-甲', 'a')).toBe(false);
      expect(await server.authenticators.takeRecoveryCode('u-甲', 'b')).toBe(true);
      expect(await server.authenticators.find('u-乙')).toBeNull();
      expect(await server.authenticators.countRecoveryCodes('u-乙')).toBe(0);
      expect(await server.authenticators.find('u-丙')).toMatchObject({ secret: '丙', confirmedAt: 1 });
    });

    it('keeps the passwords that were set since, opens no session that was ended, and carries out no order again', async () => {
      const options = place();
      const server = await open(options);
      for (const name of ['甲', '乙']) {
        await server.users.add(user(name));
        await server.passwords.add(password(`u-${name}`));
        await server.sessions.add(session(`of ${name}`, `u-${name}`));
      }
      await server.sessions.add(session('left', 'u-乙'));
      await backupStore(options, file);
      await server.passwords.put(password('u-甲', { hash: 'new', changedAt: 2 }));
      await server.sessions.end('left');
      await server.users.add(user('丙'));
      await server.passwords.add(password('u-丙'));
      await server.requestKeys.claim({ userId: 'u-甲', key: 'k', fingerprint: 'f', at: 1 });
      await server.signInTries.take([{ key: 'a', waitAfter: () => 90_000 }], { now: 50_000, forgetBefore: 0 });

      await restore(options);

      expect(await server.passwords.find('u-甲')).toMatchObject({ hash: 'new' });
      expect(await server.passwords.find('u-丙')).toBeNull();
      expect(await server.sessions.find('of 甲')).toBeNull();
      expect(await server.sessions.find('of 乙')).toMatchObject({ user: { name: '乙' } });
      expect(await server.sessions.find('left')).toBeNull();
      expect(await server.requestKeys.claim({ userId: 'u-甲', key: 'k', fingerprint: 'f', at: 2 })).toBe(false);
      const again = { now: 50_000, forgetBefore: 0 };
      expect(await server.signInTries.take([{ key: 'a', waitAfter: () => 0 }], again)).toBe(90_000);
    });

    it('never gives out a number again', async () => {
      const options = place();
      const server = await open(options);
      await server.messages.accept(message('1'), 1);
      await backupStore(options, file);
      const later = await server.messages.accept(message('2'), 1);
      await server.cases.record(newCase(1));

      await restore(options);

      expect((await server.messages.accept(message('3'), 1)).messageId).toBeGreaterThan(later.messageId);
      expect(await server.cases.record(newCase(2))).toMatchObject({ no: '2026-0002' });
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

    it('knows a private chat that both sides have as one, under whichever id', async () => {
      const [from, to] = [place(), place()];
      const [old, server] = [await open(from), await open(to)];
      const direct = { channel: 'web', kind: 'direct', platformId: 'wang' } as const;
      const { id } = await old.conversations.ensure(direct, null);
      await backupStore(from, file);
      const since = await server.conversations.ensure(direct, null);
      await server.deliveries.add([delivery('since', since.id, { kind: 'broadcast', broadcastId: 'b' })], 1);
      await sendOne(server, 'since');

      await restore(to);

      expect(since.id).not.toBe(id);
      expect((await server.conversations.list()).map((one) => one.id)).toEqual([id]);
      expect(await server.deliveries.find('since')).toMatchObject({ state: 'sent', conversationId: id });
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

    it('keeps the messages of staff that were written and decided since', async () => {
      const options = place();
      const server = await open(options);
      const words = { theme: '家风', text: '一', occasion: null, source: null };
      const own = { ...words, generated: true, createdBy: '王', createdAt: 1 };
      await server.dailyDrafts.add(own);
      await backupStore(options, file);
      await server.dailyDrafts.decide('own-0001', { state: 'approved', by: '李', at: 2, reason: null });
      await server.dailyDrafts.add({ ...own, text: '二' });

      await restore(options);

      expect(await server.dailyDrafts.list(['draft', 'approved'])).toMatchObject([
        { id: 'own-0001', state: 'approved', decidedBy: '李' },
        { id: 'own-0002', text: '二', state: 'draft' },
      ]);
      expect(await server.dailyDrafts.add(own)).toMatchObject({ id: 'own-0003' });
    });

    it('keeps the daily messages that were planned since, and what staff ordered for a day', async () => {
      const options = place();
      const server = await open(options);
      const order = { date: '2026-11-24', messageId: 'm1', text: '寄语', skipped: null, plannedAt: 1 };
      await server.dailyDays.order(order);
      await backupStore(options, file);
      await server.dailyDays.fix({ ...order, date: '2026-11-23', plannedAt: 2 });
      await server.dailyDays.order({ ...order, messageId: '', skipped: '休会' });

      await restore(options);

      expect(await server.dailyDays.list('2026-11-01', '2026-11-30')).toMatchObject([
        { date: '2026-11-23', messageId: 'm1', open: false },
        { date: '2026-11-24', skipped: '休会', open: true },
      ]);
    });

    it('keeps what staff ordered and called off since, what waits of it, and who said 收到', async () => {
      const options = place();
      const server = await open(options);
      const id = await group(server);
      const kind = 'broadcast' as const;
      await server.broadcasts.add(broadcast('before'));
      await server.deliveries.add([delivery('off', id, { kind, broadcastId: 'before' })], 1);
      await backupStore(options, file);
      await server.broadcasts.cancel('before', 2);
      await server.deliveries.skipBroadcast('before', '已取消');
      const after = await group(server, 'joined later');
      await server.broadcasts.add(broadcast('since'));
      await server.deliveries.add([delivery('waits', after, { kind, broadcastId: 'since' })], 1);
      const receipt = { deliveryId: 'off', kind: 'acknowledged', person: 'm-1', name: '王会长', at: 3 } as const;
      await server.receipts.record(receipt);

      await restore(options);

      expect((await server.broadcasts.list(9)).map((one) => [one.id, one.cancelledAt])).toEqual([
        ['since', null],
        ['before', 2],
      ]);
      expect(await server.deliveries.find('off')).toMatchObject({ state: 'skipped', reason: '已取消' });
      expect(await server.deliveries.find('waits')).toMatchObject({ state: 'pending', conversationId: after });
      expect(await server.receipts.find(receipt)).toEqual(receipt);
    });

    it('keeps the files that were put since, with what waits to carry them', async () => {
      const options = place();
      const server = await open(options);
      const id = await group(server);
      await backupStore(options, file);
      const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
      const fileId = await server.files.put({ name: '名单.xlsx', mime: 'x', bytes }, { now: 1, expiresAt: null });
      await server.broadcasts.add(broadcast('since'));
      await server.deliveries.add([delivery('d', id, { kind: 'broadcast', broadcastId: 'since', fileId })], 1);

      await restore(options);

      expect(await server.deliveries.find('d')).toMatchObject({ state: 'pending', fileId });
      expect(Buffer.from((await server.files.read(fileId))?.bytes ?? []).equals(bytes)).toBe(true);
    });

    it('knows what was sent as a file since, and still has it to be fetched', async () => {
      const options = place();
      const server = await open(options);
      await backupStore(options, file);
      const bytes = Buffer.from('名单');
      const id = await server.files.put({ name: '名单.txt', mime: 'text/plain', bytes }, { now: 1, expiresAt: 90_000 });
      const carried = { id, name: '名单.txt', size: bytes.byteLength };
      await server.broadcasts.add(broadcast('since', { text: '', file: carried }));
      await server.series.add(series('weekly', { file: carried }));

      await restore(options);

      expect(await server.broadcasts.find('since')).toMatchObject({ text: '', file: carried });
      expect(await server.series.find('weekly')).toMatchObject({ file: carried });
      expect(await server.files.read(id)).toMatchObject({ name: '名单.txt' });
    });

    it('keeps reception days as members heard of them since, with their stories, and goes on with their rules', async () => {
      const options = place();
      const server = await open(options);
      const step = (action: DayAction) => ({ at: 5, who: '秘书', action, note: null });
      await server.receptionRules.add(receptionRule('rule'));
      await server.receptionDays.add(receptionDay('off'));
      await backupStore(options, file);
      const announced = await server.receptionDays.change(
        { id: 'off', version: 1 },
        { status: 'announced' },
        step('announce'),
      );
      await server.receptionDays.change({ id: 'off', version: 2 }, { status: 'cancelled' }, step('cancel'));
      await server.receptionDays.add(receptionDay('since'));
      await server.receptionDays.change(
        { id: 'since', version: 1 },
        { status: 'open', openedAt: 10_000 },
        step('open'),
      );
      const later = await group(server, 'joined later');
      await server.receptionDays.addRooms('since', [later]);
      await server.receptionRules.advance('rule', { from: '2026-12-03', to: '2027-01-06' });

      await restore(options);

      expect(announced?.version).toBe(2);
      expect((await server.receptionDays.listDue(99_000, 9)).map(({ id }) => id)).toEqual(['since']);
      expect(await server.receptionDays.find('off')).toMatchObject({ status: 'cancelled', version: 3 });
      expect((await server.receptionDays.steps('off')).map(({ action }) => action)).toEqual([
        'plan',
        'announce',
        'cancel',
      ]);
      const said = { conversationId: later, memberId: 'm-1', at: 10_001 };
      expect(await server.receptionDays.findOpenFor(said)).toMatchObject({ id: 'since' });
      expect(await server.receptionRules.find('rule')).toMatchObject({ nextDay: '2027-01-06' });
    });

    it('tells nobody again that they must act, and tells whom it did not reach', async () => {
      const options = place();
      const server = await open(options);
      const id = await group(server);
      const assignee = { kind: 'body', id: null, name: '人社局' } as const;
      const terms = { assignee, lead: null, dueDay: null, assignedBy: '秘书', assignedAt: 10, nextAt: 10 };
      for (const one of ['told', 'by hand', 'waits']) await server.assignments.add({ ...terms, id: one, caseNo: one });
      await backupStore(options, file);
      const remind = (one: string, deliveryId: string | null) =>
        server.assignments.remind([
          {
            id: one,
            seen: 10,
            nextAt: null,
            reminder: {
              stage: 'assigned',
              at: 40_000,
              outcome: deliveryId === null ? 'by-hand' : 'planned',
              deliveryId,
            },
          },
        ]);
      await server.deliveries.add([delivery('sent', id, { kind: 'reminder' })], 1);
      await sendOne(server, 'sent');
      await server.deliveries.add([delivery('pending', id, { kind: 'reminder' })], 1);
      await remind('told', 'sent');
      await remind('by hand', null);
      await remind('waits', 'pending');

      await restore(options);

      const due = await server.assignments.listToRemind(99_000, 9);
      expect(due.map((one) => [one.id, one.nextAt])).toEqual([
        ['waits', 10],
        ['by hand', 40_001],
        ['told', 40_001],
      ]);
      expect((await server.assignments.listReminders(0, 9)).map((one) => one.assignmentId)).toEqual([
        'by hand',
        'told',
      ]);
    });

    it('brings back no anonymous words, and clears the replies to them', async () => {
      const options = place();
      const server = await open(options);
      const { messageId, conversationId } = await server.messages.accept(message('1', { text: '窗口收钱' }), 1);
      await backupStore(options, file);
      await server.messages.scrub(messageId, 60_000);
      await server.messages.finish(messageId, 'answered');
      await server.deliveries.add([delivery('code', conversationId, { replyTo: messageId, text: 'ABCD' })], 1);
      await sendOne(server, 'code');

      await restore(options);

      expect((await server.messages.find(messageId))?.text).toBe('（匿名内容，没有保留）');
      expect(await server.messages.scrubReplies(60_000)).toBe(1);
      expect(await server.deliveries.find('code')).toBeNull();
      expect(await server.messages.find(messageId)).toBeNull();
    });

    it('goes on with a series where it is now, and keeps it ended', async () => {
      const options = place();
      const server = await open(options);
      for (const id of ['on', 'off']) await server.series.add(series(id));
      await backupStore(options, file);
      await server.series.advance('on', { from: 10, to: 20, now: 11 });
      await server.series.end('off', 12);
      await server.series.add(series('since'));

      await restore(options);

      expect(await server.series.find('on')).toMatchObject({ nextAt: 20, endedAt: null });
      expect(await server.series.find('off')).toMatchObject({ nextAt: null, endedAt: 12 });
      expect(await server.series.find('since')).toMatchObject({ nextAt: 10 });
    });

    it('takes no entry out of the audit log, and puts none in twice', async () => {
      const options = place();
      const server = await open(options);
      await server.audit.append(audited('before'));
      await backupStore(options, file);
      await server.audit.append(audited('since'));

      await restore(options);
      await restore(options);
      await server.audit.append(audited('after'));

      expect(await subjectsOf(server)).toEqual(['before', 'since', 'after']);
      expect(await server.audit.verify()).toMatchObject({ entries: 5, broken: null, brokenBefore: [] });
    });

    it('brings the audit log to a place that knows less of it, and joins that of another house behind it', async () => {
      const [from, to] = [place(), place()];
      const [old, other] = [await open(from), await open(to)];
      await other.audit.append(audited('elsewhere'));
      for (const subject of ['1', '2', '3']) await old.audit.append(audited(subject));
      await backupStore(from, file);

      await restore(to);
      await restore(to);

      expect(await subjectsOf(other)).toEqual(['1', '2', '3', 'elsewhere']);
      expect(await other.audit.verify()).toMatchObject({ entries: 6, broken: null, brokenBefore: [] });
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
          header.replace('"version":1', '"version":3'),
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

/** Without what a restore puts on record. */
function withoutRestore({ audit = [], counters = [], ...tables }: Dump): Dump {
  const entries = audit.filter((row) => row['action'] !== 'store/restore');
  return { ...tables, audit: entries, counters: counters.filter((row) => row['name'] !== 'audit') };
}

function audited(subject: string): NewAuditEntry {
  return { at: 1, who: '周秘书', action: 'broadcast/plan', subject, detail: {} };
}

async function subjectsOf({ audit }: Store): Promise<string[]> {
  const entries = await audit.list(0, 100_000);
  return entries.filter(({ action }) => action !== 'store/restore').map(({ subject }) => subject);
}

/** Of a broadcast that asks for a 收到 and was sent. */
async function noteReadCheck(store: Store, conversationId: string): Promise<void> {
  await store.broadcasts.add(broadcast('asking', { receipt: { reason: odd, until: 9_000 } }));
  await store.deliveries.add([delivery('asked', conversationId, { kind: 'broadcast', broadcastId: 'asking' })], 1);
  await sendOne(store, 'asked');
  const channel = (await store.conversations.find(conversationId))?.channel ?? '';
  await store.readChecks.note({ channel, since: 0, firstMs: 5 });
}

/** At least one row in every table, and texts that a file format could stumble over. */
async function fill(store: Store): Promise<void> {
  const { messageId, conversationId } = await store.messages.accept(message('1', { text: odd, rawText: odd }), 1);
  await store.messages.finish(messageId, 'answered');
  await store.messages.recordOutbound({
    key: 'r/1',
    conversationId,
    text: odd,
    replyTo: messageId,
    name: '清语',
    at: 2,
    file: { id: 'f', name: odd, size: 9 },
  });
  await store.conversations.setTags(conversationId, ['市直']);
  const file = { name: odd, mime: 'text/plain', bytes: Buffer.from(odd) };
  const fileId = await store.files.put(file, { now: 1, expiresAt: 90_000 });
  const carried = { id: fileId, name: odd, size: file.bytes.byteLength };
  await store.deliveries.add([delivery('old', conversationId, { kind: 'daily', fileId, template: filled(odd) })], 1);
  await sendOne(store, 'old');
  const limits = { from: '2026-11-01', until: '2026-12-31', receiptReason: odd, receiptMs: 7 };
  await store.series.add(series('s1', { text: odd, file: carried, ...limits }));
  await store.broadcasts.add(
    broadcast('b1', { text: odd, file: carried, seriesId: 's1', skipped: odd, urgent: odd, keepsQuiet: true }),
  );
  await store.lookUps.put({ deliveryId: 'old', key: odd, sentAt: 3, nextAt: 4 });
  await noteReadCheck(store, conversationId);
  await store.receipts.record({ deliveryId: 'old', kind: 'acknowledged', person: 'm-1', name: odd, at: 3 });
  await store.cases.record(newCase(messageId));
  await store.dialogues.open({ conversationId, memberId: 'm-1', name: 'topic' }, { place: '合肥' }, 9_000);
  await store.dailyDays.fix({ date: '2026-11-23', messageId: 'm1', text: '寄语', plannedAt: 1 });
  const many = Array.from({ length: 1_200 }, (_, index) => content(`many-${index}`, [`段落 ${index}`]));
  const own = { theme: '家风', occasion: null, source: null, generated: true, createdBy: '王', createdAt: 1 };
  await store.dailyDrafts.add({ ...own, text: odd });
  await store.documents.put([content('a', [odd, '二']), content('gone', ['一']), ...many]);
  await store.documents.remove(['experience/gone']);
  await store.unanswered.record(question('q1'));
  await store.ownSynonyms.add({ id: 'w', words: ['民非', odd], addedAt: 1, addedBy: odd });
  await store.generations.begin(generation('g1'), { since: 0, perMember: 9, perConversation: 9 });
  await store.leases.take('index', { owner: 'a', now: 1, leaseMs: 1 });
  await store.rateBuckets.take([{ key: 'account/web/0', intervalMs: 1, toleranceMs: 0 }]);
  const health = { state: 'up', detail: '已连接', account: null } as const;
  await store.channelStatuses.put({ channel: 'web', ...health, since: 1, seenAt: 2, lastInboundAt: null });
  await store.users.add(user('周秘书'));
  await store.bindings.bind({ memberId: 'm-1', userId: 'u-周秘书', at: 4 });
  await store.bindings.putCode({ hash: 'h', holder: holderOf('周秘书'), expiresAt: 9_000 });
  await store.bindings.recordTry({ memberId: 'm-2', messageId, at: 5 }, 0);
  await store.organizations.put([organization('党委'), organization('餐饮', { parentId: 'o-党委', tags: [odd] })]);
  await store.conversations.setOrganization(conversationId, 'o-餐饮');
  await store.people.put([person('王伟', '餐饮', { post: odd, phone: '+8613800000000', smsConsentAt: 3 })]);
  await store.bindings.bindPerson({ memberId: 'm-1', personId: 'p-餐饮-王伟', at: 4 });
  await store.smsRefusals.record([{ phone: '+8613900000000', at: 5 }]);
  await store.audit.append({ ...audited('b1'), detail: { text: odd } });
  await store.passwords.add(password('u-周秘书'));
  await store.sessions.add(session('s', 'u-周秘书', { address: '10.0.0.1', agent: odd }));
  await store.authenticators.begin({ userId: 'u-周秘书', secret: 'ABC', at: 1 });
  await store.authenticators.putRecoveryCodes('u-周秘书', ['r']);
  await store.signInTries.take([{ key: 'account/a', waitAfter: () => 1 }], { now: 1, forgetBefore: 0 });
  await store.requestKeys.claim({ userId: 'u-周秘书', key: 'k', fingerprint: 'f', at: 1 });
  await store.jobs.add({ id: 'j1', kind: 'cases/export', userId: 'u-周秘书', title: odd, at: 1 });
  await store.webInvites.put({ slug: 'demo', code: 'ACDE3467', pass: odd, createdBy: odd, createdAt: 1 });
  await fillReception(store, { conversationId, fileId });
}

async function fillReception(store: Store, of: { conversationId: string; fileId: string }): Promise<void> {
  const { conversationId, fileId } = of;
  const [found] = await store.cases.list({ from: null, to: null, status: null, kind: null });
  const caseNo = found?.no ?? '';
  const lead = { kind: 'user', id: 'u-周秘书', name: '周秘书' } as const;
  const assignee = { kind: 'body', id: null, name: odd } as const;
  const terms = { dueDay: '2026-12-01', assignedBy: odd, assignedAt: 1, nextAt: 2 } as const;
  await store.assignments.add({ id: 'a1', caseNo, assignee, lead, ...terms });
  const told = { stage: 'assigned', at: 2, outcome: 'by-hand', deliveryId: null } as const;
  await store.assignments.remind([{ id: 'a1', seen: 2, nextAt: 3, reminder: told }]);
  await store.receptionRules.add(receptionRule('rule', { host: odd, topics: [odd] }));
  await store.receptionDays.add(receptionDay('day', { place: odd, topics: [odd] }));
  await store.receptionDays.addRooms('day', [conversationId]);
  await store.receptionDays.putPoint('day', { caseNo, said: odd, decided: null });
  await store.listItems.put([listItem('l1', { detail: odd })]);
  await store.messages.scrub(9_999, 90_000);
  await store.caseFiles.add({ id: 'cf1', key: 'message/1/0', caseNo, fileId, addedAt: 5 });
}

function filled(value: string) {
  return { template: '节前提醒', params: [{ name: '姓名', value }] };
}

function holderOf(name: string) {
  return { kind: 'user', id: `u-${name}` } as const;
}
