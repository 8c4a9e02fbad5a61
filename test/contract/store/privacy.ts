import { describe, expect, it } from 'vitest';
import { erased } from '../../../src/domain/erasure.ts';
import type { RateBucket } from '../../../src/domain/rate-limit.ts';
import {
  delivery,
  listItem,
  message,
  newCase,
  organization,
  person,
  question,
  receptionDay,
  user,
} from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const act = { who: '李干事', at: 9_000 };
const phone = '+8613912345678';
const ever = { from: null, to: null, status: null, kind: null };

export function privacyContract({ store }: Bench): void {
  /** 王小明 wrote in a group and in private, has a case, a question, a receipt, a binding and a row of the address book. */
  const fill = async (): Promise<{ member: string; direct: string; group: string }> => {
    const sender = { platformId: 'wang-account', name: '王小明', bot: false };
    const said = { sender, text: '我是王小明，电话 13912345678' };
    const inGroup = await store().messages.accept(message('1', said), 1_000);
    const conversation = { channel: 'web', kind: 'direct', platformId: 'wang-account', title: '王小明' } as const;
    const { messageId, conversationId: direct } = await store().messages.accept(
      message('2', { ...said, conversation }),
      1_000,
    );
    const member = (await store().messages.find(messageId))?.memberId ?? '';
    const other = message('3', { text: '别人的话', sender: { ...sender, platformId: 'li', name: '李四' } });
    await store().messages.accept(other, 1_000);
    const entry = {
      key: 'r',
      conversationId: direct,
      text: '王小明您好',
      replyTo: null,
      name: '清语',
      at: 1,
      file: null,
    };
    await store().messages.recordOutbound(entry);
    await store().cases.record(
      newCase(1, {
        conversationId: direct,
        memberId: member,
        memberName: '王小明',
        contact: '王小明',
        phone: '13912345678',
        email: 'wang@example.com',
        who: '王小明',
        content: '我是王小明，手机 139 1234 5678，希望多办培训',
        details: { 地址: '找王小明' },
      }),
    );
    await store().unanswered.record(
      question('q', { conversationId: direct, memberId: member, memberName: '王小明', question: '王小明问' }),
    );
    await store().deliveries.add(
      [delivery('d', direct, { text: '王小明您好' }), delivery('g', inGroup.conversationId)],
      1,
    );
    const receipt = { deliveryId: 'g', kind: 'acknowledged', person: member, name: '王小明', at: 5 } as const;
    await store().receipts.record(receipt);
    await store().users.add(user('李工'));
    await store().bindings.bind({ memberId: member, userId: 'u-李工', at: 1 });
    await store().transaction(async ({ organizations, people }) => {
      await organizations.lock();
      await organizations.put([organization('协会')]);
      await people.put([person('王小明', '协会', { phone })]);
    });
    await store().bindings.bindPerson({ memberId: member, personId: 'p-协会-王小明', at: 1 });
    await store().dialogues.open(
      { conversationId: direct, memberId: member, name: 'suggestion' },
      { said: '王小明' },
      99,
    );
    return { member, direct, group: inGroup.conversationId };
  };

  describe('privacy', () => {
    it('knows who is meant by a member or a number', async () => {
      const { member } = await fill();
      const known = { memberIds: [member], personIds: ['p-协会-王小明'], phones: [phone], names: ['王小明'] };

      expect(await store().privacy.findMember(member)).toEqual(known);
      expect(await store().privacy.findPhone(phone)).toEqual(known);
      expect(await store().privacy.findMember('m-nobody')).toBeNull();
      expect(await store().privacy.findPhone('+8613900000000')).toBeNull();
    });

    it('leaves nothing that leads to the person, and all that is of others', async () => {
      const { member, group } = await fill();
      const who = await store().privacy.findMember(member);

      const counts = await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      expect(counts).toEqual({
        members: 1,
        people: 1,
        bindings: 2,
        cases: 1,
        messages: 3,
        questions: 1,
        deliveries: 1,
        receipts: 1,
      });
      const [one] = await store().cases.list(ever);
      expect(one).toMatchObject({
        no: '2026-0001',
        status: 'registered',
        version: 2,
        organization: '长沙市餐饮行业协会',
        content: '我是某某，手机 ***，希望多办培训',
        details: { 地址: '找某某' },
        contact: null,
        phone: null,
        email: null,
        memberId: null,
        memberName: null,
        conversationId: null,
        messageId: null,
      });
      expect(await store().cases.steps('2026-0001')).toMatchObject([
        { action: 'register', who: '提出人' },
        { action: 'erase', who: '李干事', at: 9_000 },
      ]);
      const texts = (await store().messages.listLatest(group, 9)).map(({ name, text }) => [name, text]);
      expect(texts).toEqual([
        [erased, erased],
        ['李四', '@清语 问题 3'],
      ]);
      expect((await store().members.list()).map(({ name }) => name).toSorted()).toEqual(['李四', erased].toSorted());
      expect(await store().members.find(member)).toBeNull();
      expect(await store().bindings.findUser(member)).toBeNull();
      expect(await store().people.list(null)).toEqual([]);
      expect(await store().receipts.countOf({ deliveryId: 'g', kind: 'acknowledged' })).toBe(1);
      const dump = JSON.stringify([
        await store().cases.list(ever),
        await store().conversations.list(),
        await store().members.list(),
        await store().unanswered.find('q'),
        await store().deliveries.find('d'),
        await store().receipts.find({ deliveryId: 'g', kind: 'acknowledged', person: member }),
      ]);
      for (const secret of ['王小明', '12345678', '1234 5678', 'wang-account', 'wang@', member]) {
        expect(dump).not.toContain(secret);
      }
    });

    it('lets whoever was erased begin anew', async () => {
      const { member, direct } = await fill();
      const who = await store().privacy.findMember(member);
      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      const conversation = { channel: 'web', kind: 'direct', platformId: 'wang-account', title: null } as const;
      const sender = { platformId: 'wang-account', name: '王小明', bot: false };
      const again = await store().messages.accept(message('9', { conversation, sender }), 2_000);

      expect(again.fresh).toBe(true);
      expect(again.conversationId).not.toBe(direct);
    });

    it('does not let the table that brought a case bring the person back', async () => {
      const given = newCase(1, { key: 'import/no/2026/1', source: 'import', contact: '王小明', phone: '13912345678' });
      const { no } = await store().cases.record({ ...given, messageId: null });
      const who = await store().privacy.findPhone(phone);
      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      expect(await store().cases.record(given)).toMatchObject({ no, contact: null });
      expect((await store().cases.findByKeys(['import/no/2026/1'])).size).toBe(1);
    });

    it('keeps that somebody had to act on a case, and not who', async () => {
      const { member } = await fill();
      const who = await store().privacy.findMember(member);
      const wang = { kind: 'person', id: 'p-协会-王小明', name: '王小明' } as const;
      await store().assignments.add({
        id: 'a1',
        caseNo: '2026-0001',
        assignee: wang,
        lead: wang,
        dueDay: '2026-12-01',
        assignedBy: '李干事',
        assignedAt: 10,
        nextAt: null,
      });
      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      const open = await store().assignments.findOpen('2026-0001');
      expect(open).toMatchObject({ dueDay: '2026-12-01', assignee: { name: erased }, lead: { name: erased } });
      expect(JSON.stringify(open)).not.toContain('王小明');
    });

    it('sends nothing more to them', async () => {
      const { member } = await fill();
      const who = await store().privacy.findMember(member);
      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      expect(await store().deliveries.find('d')).toMatchObject({ state: 'skipped', text: erased });
      expect(await store().deliveries.find('g')).toMatchObject({ state: 'pending', text: '回复 g' });
    });

    it('leaves their number nowhere, whoever said it, when they are known by it alone', async () => {
      const said = { text: '请找孙大明，电话 13800138000', rawText: '@清语 请找孙大明，电话 １３８００１３８０００' };
      const { messageId, conversationId } = await store().messages.accept(message('1', said), 1_000);
      const quoted = { platformMessageId: null, text: '电话 138 0013 8000' };
      const quoting = await store().messages.accept(message('2', { text: '看到了', quoted }), 1_000);
      const of = {
        contact: '孙大明',
        phone: '13800138000',
        messageId,
        conversationId,
        memberId: 'm-wang',
        memberName: '王',
      };
      const { no } = await store().cases.record(newCase(1, of));
      await store().receptionDays.add(receptionDay('d'));
      await store().receptionDays.putPoint('d', { caseNo: no, said: '孙大明提出', decided: '回复13800138000' });
      await store().deliveries.add(
        [delivery('s', conversationId, { text: '电话：13800138000', skipped: '已取消' })],
        1,
      );
      await store().listItems.put([listItem('l', { contact: '孙大明 138-0013-8000' })]);
      const who = await store().privacy.findPhone('+8613800138000');

      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      const left = JSON.stringify([
        await store().messages.find(messageId),
        await store().messages.find(quoting.messageId),
        await store().cases.find(no),
        await store().receptionDays.listPoints('d'),
        await store().deliveries.find('s'),
        await store().listItems.find('l'),
      ]);
      expect(left.normalize('NFKC').replaceAll(/[ -]/gu, '')).not.toMatch(/孙大明|13800138000/u);
      expect((await store().messages.find(quoting.messageId))?.text).toBe('看到了');
    });

    it('knows whose number stands in a list alone', async () => {
      await store().listItems.put([listItem('l', { contact: '孙大明 138 0013 8000' })]);

      expect(await store().privacy.findPhone('+8613800138000')).toMatchObject({ phones: ['+8613800138000'] });
    });

    it('leaves nothing of their words in what others quoted', async () => {
      const { member, group } = await fill();
      const quoted = { platformMessageId: null, text: '我是王小明，电话 13912345678' };
      const { messageId } = await store().messages.accept(message('7', { text: '同意', quoted }), 1_000);
      const who = await store().privacy.findMember(member);

      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      expect(await store().messages.find(messageId)).toMatchObject({
        conversationId: group,
        text: '同意',
        quoted: { text: erased },
      });
    });

    it('leaves nothing of how much they sent', async () => {
      const { member } = await fill();
      const bucketOf = (account: string): RateBucket => {
        return { key: `received-files/web/${account}`, intervalMs: 3_600_000, toleranceMs: 0 };
      };
      for (const account of ['wang-account', 'li']) await store().rateBuckets.take([bucketOf(account)]);
      const who = await store().privacy.findMember(member);

      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));

      expect(await store().rateBuckets.take([bucketOf('wang-account')])).toMatchObject({ inMs: 0 });
      expect(await store().rateBuckets.take([bucketOf('li')])).toMatchObject({ at: null });
    });

    it('leaves the file of a case that another case has too', async () => {
      const { member } = await fill();
      const file = { name: '合同.pdf', mime: 'application/pdf', bytes: new Uint8Array([1]) };
      const fileId = await store().files.put(file, { now: 1, expiresAt: null });
      const other = await store().cases.record(newCase(2));
      for (const [id, caseNo] of [
        ['a', '2026-0001'],
        ['b', other.no],
      ] as const)
        await store().caseFiles.add({ id, key: id, caseNo, fileId, addedAt: 1 });
      const who = await store().privacy.findMember(member);

      await store().transaction(async ({ privacy }) => who && privacy.erase(who, act));
      await store().files.removeExpired(Number.MAX_SAFE_INTEGER);

      expect(await store().caseFiles.list('2026-0001')).toEqual([]);
      expect(await store().files.find(fileId)).not.toBeNull();
    });

    it('expires what the bot told in private, and numbers in the words of cases that have no fields', async () => {
      const { direct, group } = await fill();
      await store().deliveries.add(
        [
          delivery('told', direct, { text: '电话：13912345678', skipped: '已取消' }),
          delivery('all', group, { text: '通知', skipped: '已取消' }),
        ],
        1,
      );
      const bare = { contact: null, phone: null, email: null, memberId: null, memberName: null };
      const { no } = await store().cases.record(newCase(2, { ...bare, content: '请打１３８００１３８０００' }));
      const step = { at: 2_000, who: '李干事', action: 'decline', note: null, detail: {} } as const;
      await store().cases.change({ no, version: 1 }, { status: 'declined', endedAt: 2_000 }, step);
      const expire = async () => store().transaction(({ privacy }) => privacy.expire(3_000, act));

      expect(await expire()).toMatchObject({ cases: 1, deliveries: 1 });
      expect(await expire()).toMatchObject({ cases: 0, deliveries: 0 });

      expect(await store().deliveries.find('told')).toMatchObject({ text: erased });
      expect(await store().deliveries.find('all')).toMatchObject({ text: '通知' });
      expect(await store().deliveries.find('d')).toMatchObject({ text: '王小明您好' });
      expect(await store().cases.find(no)).toMatchObject({ content: '请打***' });
    });

    it('expires what is old and done, once, and leaves what is open or young', async () => {
      const { group } = await fill();
      const step = { at: 2_000, who: '李干事', action: 'resolve', note: '已致电王小明', detail: {} } as const;
      await store().cases.change({ no: '2026-0001', version: 1 }, { status: 'resolved', endedAt: 2_000 }, step);
      await store().cases.record(newCase(2, { contact: '赵六' }));
      await store().messages.finish((await store().messages.listWaiting(group, 9))[0]?.id ?? 0, 'answered');
      await store().messages.accept(message('young'), 5_000);
      const expire = async (before: number) => store().transaction(({ privacy }) => privacy.expire(before, act));

      expect(await expire(2_000)).toMatchObject({ cases: 0 });
      expect(await expire(2_001)).toMatchObject({ cases: 1, questions: 0, members: 0, people: 0 });
      expect(await expire(2_001)).toMatchObject({ cases: 0, messages: 0, receipts: 0 });

      expect(await store().cases.steps('2026-0001')).toMatchObject([{}, { note: '已致电某某' }, { action: 'erase' }]);
      expect(await store().cases.find('2026-0002')).toMatchObject({ contact: '赵六' });
      const texts = (await store().messages.listLatest(group, 9)).map(({ text }) => text);
      expect(texts).toEqual([erased, '@清语 问题 3', '@清语 问题 young']);
    });
  });
}
