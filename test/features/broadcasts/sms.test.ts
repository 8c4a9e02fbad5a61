import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { editBroadcast } from '../../../src/features/broadcasts/edit.ts';
import { letterFor } from '../../../src/features/broadcasts/sms-letter.ts';
import { liPhone, wangPhone, zhangPhone } from '../../support/sms-bench.ts';
import { draft, openSmsDesk } from '../../support/sms-desk-bench.ts';
import { organization, person } from '../../support/store-builders.ts';

/** What is waited for comes, or the test is over. */
const waiting = { timeout: 15_000 };
const words = (name: string): string => `${name}您好，元旦将至，请廉洁过节，不收不送礼品礼金。`;

describe.each(['aliyun', 'tencent'] as const)('a text message by %s', (provider) => {
  it('goes to everybody who agreed, each number once, with a result of its own', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();

    const { id, deliveries } = await bench.desk.plan(draft({ to: 'org:党委' }));
    await bench.send();

    expect(deliveries).toBe(2);
    expect(bench.emulator.taken.map(({ phone, text }) => [phone, text]).toSorted()).toEqual([
      [zhangPhone.slice(3), words('张三')],
      [liPhone.slice(3), words('李四')],
    ]);
    const ledger = await bench.store.deliveries.listOf(id);
    expect(ledger.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(ledger.map(({ platformMessageId }) => platformMessageId).toSorted()).toEqual(
      bench.emulator.taken.map(({ id }) => id).toSorted(),
    );
    expect(ledger.map(({ text }) => text)).toContain(`【某某协会】${words('张三')}`);
    const [entry] = await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entry).toMatchObject({ action: 'broadcast/plan', subject: id, detail: { template: '节前提醒', people: 2 } });
    expect(await bench.store.broadcasts.find(id)).toMatchObject({ text: `【某某协会】${words('${姓名}')}` });
  });

  it('fails for a number the platform refuses, and only for it, until its owner agrees anew', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    const code = provider === 'aliyun' ? 'isv.MOBILE_NUMBER_ILLEGAL' : 'FailedOperation.PhoneNumberInBlacklist';
    bench.emulator.fail('SendSms', { kind: 'refuse', code });

    const first = await bench.desk.plan(draft());
    await bench.send();
    const ledger = await bench.store.deliveries.listOf(first.id);
    expect(ledger.map(({ state }) => state).toSorted()).toEqual(['failed', 'sent']);
    expect(ledger.find(({ state }) => state === 'failed')?.reason).toContain(code);

    bench.clock.advance(3_600_000);
    const second = await bench.desk.plan(draft());
    expect(second.leftOut).toEqual([expect.objectContaining({ reason: expect.stringContaining('收不了短信') })]);
    const people = await bench.store.people.list(null);
    await bench.store.people.put(people.map((one) => ({ ...one, smsConsentAt: bench.clock.now() })));
    bench.clock.advance(3_600_000);
    expect((await bench.desk.plan(draft())).deliveries).toBe(2);
  });

  it('is not sent to who took their consent back, or left the directory, before it went out', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    const { id } = await bench.desk.plan(draft({ at: bench.clock.now() + 60_000 }));
    const [zhang, li] = ['张三', '李四'].map((name) => person(name, '餐饮协会'));
    if (zhang) await bench.store.people.put([{ ...zhang, phone: zhangPhone, smsConsentAt: null }]);
    if (li) await bench.store.people.remove(li.id);

    bench.clock.advance(60_000);
    await bench.send();

    expect(bench.emulator.calls).toEqual([]);
    const ledger = await bench.store.deliveries.listOf(id);
    expect(ledger.map(({ state, reason }) => `${state}：${reason}`).toSorted()).toEqual([
      'skipped：没有登记同意接收短信',
      'skipped：通讯录里已没有这个号码',
    ]);
  });

  it('is not sent to a number that was refused, whoever else has it and agreed before', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    const { id } = await bench.desk.plan(draft({ at: bench.clock.now() + 60_000 }));
    await bench.store.smsRefusals.record([{ phone: zhangPhone, at: 5 }]);
    const zhang = (smsConsentAt: number) => person('张三', '党委', { phone: zhangPhone, smsConsentAt });
    await bench.store.people.put([zhang(5)]);

    bench.clock.advance(60_000);
    await bench.send();

    expect(bench.emulator.taken.map(({ phone }) => phone)).toEqual([liPhone.slice(3)]);
    expect((await bench.store.deliveries.listOf(id)).map(({ reason }) => reason)).toContain('本人已收回同意');
    const { readers, leftOut } = await bench.desk.preview(draft());
    expect(readers.map(({ person }) => person)).toEqual(['李四']);
    expect(leftOut.map(({ reason }) => reason)).toEqual(['本人已收回同意', '本人已收回同意']);
    await bench.store.people.put([zhang(6)]);
    expect((await bench.desk.preview(draft())).readers).toHaveLength(2);
  });

  it('that was taken although nobody answered is found, and never sent again', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    await bench.store.people.remove('p-餐饮协会-李四');
    bench.emulator.fail('SendSms', { kind: 'reset', taken: true });

    const { id } = await bench.desk.plan(draft());
    await bench.send();
    const { id: deliveryId, state } = await bench.only(id);
    expect(state).toBe('unknown');
    bench.emulator.report(deliveryId, { kind: 'delivered', at: bench.clock.now() + 5_000 });
    await bench.askAfter(15_000);

    expect(await bench.only(id)).toMatchObject({ state: 'sent', reason: '平台查到已发出' });
    expect(await bench.store.receipts.count(id)).toEqual([{ deliveryId, kind: 'delivered', count: 1 }]);
    for (const ms of [60_000, 600_000, 86_400_000]) {
      await bench.askAfter(ms);
      await bench.send();
    }
    expect(bench.emulator.taken).toHaveLength(1);
    expect(bench.emulator.calls).toHaveLength(2);
  });

  it('that was not taken stays unknown, and goes out once more only when a person says so, after the platform was asked', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    await bench.store.people.remove('p-餐饮协会-李四');
    bench.emulator.fail('SendSms', { kind: 'reset' });

    const { id } = await bench.desk.plan(draft());
    await bench.send();
    const { id: deliveryId } = await bench.only(id);
    await bench.askAfter(60_000);
    await expect(bench.resolve(deliveryId, 'resend')).rejects.toMatchObject({
      code: 'record/conflict',
      message: '平台上查不到这条短信。可能还在路上，请在 2026-11-23 09:10 以后再决定。',
    });
    await bench.askAfter(540_000);
    await bench.send();

    expect(await bench.only(id)).toMatchObject({ state: 'unknown', reason: expect.stringContaining('多半没有发出') });
    expect(bench.emulator.taken).toEqual([]);

    await bench.resolve(deliveryId, 'resend');
    await bench.send();
    expect(await bench.only(id)).toMatchObject({ state: 'sent' });
    expect(bench.emulator.taken.map(({ key }) => key)).toEqual([`${deliveryId}/again1`]);
    bench.emulator.report(`${deliveryId}/again1`, { kind: 'delivered', at: bench.clock.now() });
    await bench.askAfter(15_000);
    expect(await bench.store.receipts.count(id)).toEqual([{ deliveryId, kind: 'delivered', count: 1 }]);
  });

  it('is not sent again by a person when the platform has it, or cannot be asked', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    await bench.store.people.remove('p-餐饮协会-李四');
    bench.emulator.fail('SendSms', { kind: 'hang', taken: true });
    const query = provider === 'aliyun' ? 'QuerySendDetails' : 'PullSmsSendStatusByPhoneNumber';

    const { id } = await bench.desk.plan(draft());
    // As a worker that dies in the call leaves it.
    const { id: deliveryId } = await bench.only(id);
    await bench.store.deliveries.claim(
      { owner: 'dead', now: bench.clock.now(), leaseMs: 1 },
      { limit: 1, channels: ['sms'] },
    );
    await bench.store.deliveries.markSending(deliveryId, 'dead', bench.clock.now());
    const call = new AbortController();
    const sending = bench.channel.send(messageOf(deliveryId), call.signal);
    await vi.waitFor(() => expect(bench.emulator.taken).toHaveLength(1), waiting);
    call.abort();
    await expect(sending).rejects.toMatchObject({ failure: { kind: 'unknown_outcome' } });
    bench.clock.advance(3_600_000);
    await bench.sender.recover(true);
    expect(await bench.only(id)).toMatchObject({ state: 'unknown' });

    bench.emulator.fail(query, { kind: 'html', status: 502 });
    await expect(bench.resolve(deliveryId, 'resend')).rejects.toMatchObject({
      message: expect.stringContaining('问不到'),
    });
    bench.emulator.report(deliveryId, { kind: 'delivered', at: bench.clock.now() });
    await expect(bench.resolve(deliveryId, 'resend')).rejects.toMatchObject({
      message: '平台查到这条已经发出，已记为“已发送”，没有重发。',
    });
    await bench.send();

    expect(await bench.only(id)).toMatchObject({ state: 'sent' });
    expect(bench.emulator.taken).toHaveLength(1);
  });

  it('is failed, with what the operator said, when it turns out not to have arrived', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    await bench.store.people.remove('p-餐饮协会-李四');

    const { id } = await bench.desk.plan(draft());
    await bench.send();
    const { id: deliveryId } = await bench.only(id);
    bench.emulator.report(deliveryId, { kind: 'failed', at: bench.clock.now(), code: 'MOBILE_NOT_ON_SERVICE' });
    await bench.askAfter(15_000);

    expect(await bench.only(id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('运营商回执') });
    expect(await bench.store.receipts.count(id)).toEqual([]);
  });

  it('leaves no number in a log, whatever goes wrong', async () => {
    const bench = await openSmsDesk(provider);
    await bench.fill();
    const query = provider === 'aliyun' ? 'QuerySendDetails' : 'PullSmsSendStatusByPhoneNumber';
    for (const fault of ['reset', 'html', 'error'] as const) {
      bench.emulator.fail(
        'SendSms',
        fault === 'reset' ? { kind: fault } : { kind: fault, status: 500, code: 'InternalError' },
      );
      bench.emulator.fail(query, { kind: 'reset' });
    }

    for (let day = 0; day < 3; day += 1) {
      await bench.desk.plan(draft());
      await bench.send();
      await bench.askAfter(86_400_000);
    }

    expect(bench.log.notes.length).toBeGreaterThan(0);
    expect(inspect(bench.log.notes, { depth: 10, showHidden: true })).not.toMatch(/1380000|张三|元旦/u);
  });
});

function messageOf(idempotencyKey: string) {
  const params = [
    { name: '姓名', value: '张三' },
    { name: '节日', value: '元旦' },
  ];
  return {
    to: { channel: 'sms', kind: 'direct', platformId: zhangPhone },
    body: { kind: 'template', template: '节前提醒', params, text: '' },
    replyTo: null,
    receiptOf: null,
    idempotencyKey,
  } as const;
}

describe('a text message', () => {
  it('is shown before it is planned: who reads what, who does not and why, and no whole number', async () => {
    const bench = await openSmsDesk('aliyun');
    await bench.fill();
    await bench.store.organizations.put([organization('酒店协会', { tags: ['重点'] })]);
    await bench.store.people.put([
      person('王五', '酒店协会', { phone: wangPhone }),
      person('赵六', '酒店协会', { smsConsentAt: 1 }),
      person('孙七', '酒店协会', { phone: zhangPhone, smsConsentAt: 1 }),
      person('周八', '酒店协会', { phone: '+85200000000', smsConsentAt: 1 }),
    ]);

    const preview = await bench.desk.preview(draft());

    expect(preview.readers.map(({ phone, charged }) => `${phone} ${charged}`).toSorted()).toEqual([
      '138****0000 1',
      '138****0001 1',
    ]);
    expect(preview.readers.map(({ text }) => text)).toContain(`【某某协会】${words('李四')}`);
    const reasons = preview.leftOut.map(({ person, reason }) => `${person}：${reason}`);
    expect(reasons).toContain('王五：没有登记同意接收短信');
    expect(reasons).toContain('赵六：没有手机号');
    expect(reasons).toContain('周八：不是内地手机号');
    expect(reasons.some((reason) => /(张三|孙七)：和(张三|孙七)是同一个号码，只发一次/u.test(reason))).toBe(true);
    expect(JSON.stringify(preview)).not.toMatch(/1380000/u);
    expect(await bench.store.broadcasts.list(9)).toEqual([]);
    expect(await bench.store.conversations.list()).toEqual([]);

    expect((await bench.desk.preview(draft({ to: 'org:餐饮协会' }))).readers).toHaveLength(2);
    await expect(bench.desk.preview(draft({ to: 'tag:重点，org:餐饮协会' }))).resolves.toMatchObject({
      readers: [expect.anything(), expect.anything()],
    });
  });

  it('waits for the end of quiet hours, and counts against the cap of its reader', async () => {
    const bench = await openSmsDesk('aliyun', { quietHours: { from: '21:30', until: '07:30' }, dailyCap: 1 });
    await bench.fill();
    bench.clock.set('2026-11-23T22:00:00+08:00');
    const { id } = await bench.desk.plan(draft());
    expect((await bench.desk.preview(draft())).at).toBe('2026-11-23T23:30:00.000Z');
    await bench.send();
    expect(bench.emulator.calls).toEqual([]);

    bench.clock.set('2026-11-24T07:31:00+08:00');
    await bench.send();
    expect((await bench.store.deliveries.listOf(id)).map(({ state }) => state)).toEqual(['sent', 'sent']);

    bench.clock.set('2026-11-24T09:00:00+08:00');
    expect((await bench.desk.preview(draft())).leftOut).toHaveLength(2);
    const second = await bench.desk.plan(draft());
    await bench.send();
    expect((await bench.store.deliveries.listOf(second.id)).map(({ reason }) => reason)).toEqual([
      '对方今天已收到 1 条群发，达到上限',
      '对方今天已收到 1 条群发，达到上限',
    ]);
  });

  it('keeps to one a minute to a number, as the platform wants', async () => {
    const bench = await openSmsDesk('aliyun');
    await bench.fill();
    await bench.desk.plan(draft());
    await bench.desk.plan(draft({ params: new Map([['节日', '春节']]) }));

    await bench.send();
    expect(bench.emulator.taken).toHaveLength(2);
    bench.clock.advance(62_000);
    await bench.send();
    expect(bench.emulator.taken).toHaveLength(4);
    expect(bench.emulator.calls).toHaveLength(4);
  });

  it('cannot get other words, and can be called off', async () => {
    const bench = await openSmsDesk('aliyun');
    await bench.fill();
    const { id } = await bench.desk.plan(draft({ at: bench.clock.now() + 60_000 }));
    const deps = { store: bench.store, clock: bench.clock, timeZone: 'Asia/Shanghai', quietHours: null };

    await expect(editBroadcast(deps, { id, text: '别的话', by: '周秘书' })).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('不能改'),
    });
    await bench.store.broadcasts.cancel(id, bench.clock.now());
    bench.clock.advance(60_000);
    await bench.send();
    expect(bench.emulator.calls).toEqual([]);
  });

  it.each([
    [{ template: '没有的' }, 'record/not-found', '没有名为“没有的”的短信模板'],
    [{ template: '没有编号' }, 'config/invalid', 'SMS_TEMPLATES 里加上 没有编号=编号'],
    [{ params: new Map() }, 'input/invalid', '还要填 ${节日} 的内容'],
    [
      {
        params: new Map([
          ['节日', '元旦'],
          ['时间', '8点'],
        ]),
      },
      'input/invalid',
      '没有变量 时间',
    ],
    [{ params: new Map([['节日', ' ']]) }, 'input/invalid', '不能为空'],
    [{ params: new Map([['节日', '见 https://example.org']]) }, 'input/invalid', '网址'],
    [{ params: new Map([['节日', '节'.repeat(36)]]) }, 'input/too-long', '最多 35 个字'],
    [{ to: 'group:1' }, 'input/invalid', '不发给群'],
    [{ to: 'org:没有' }, 'record/not-found', '没有名为“没有”的组织'],
    [{ to: 'tag:没有' }, 'record/not-found', '没有组织带标签'],
    [{ at: 1 }, 'input/invalid', '已经过去了'],
  ] as const)('is refused with what to do, and nothing is stored: %o', async (changes, code, message) => {
    const bench = await openSmsDesk('aliyun');
    await bench.fill();

    for (const act of [bench.desk.preview, bench.desk.plan])
      await expect(act(draft(changes))).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(await bench.store.broadcasts.list(9)).toEqual([]);
  });

  it('is refused when nobody can get it, with the reasons counted', async () => {
    const bench = await openSmsDesk('aliyun');
    await bench.fill();
    const people = await bench.store.people.list(null);
    await bench.store.people.put(people.map((one) => ({ ...one, smsConsentAt: null })));

    await expect(bench.desk.plan(draft())).rejects.toMatchObject({
      code: 'record/not-found',
      message: '范围里没有能收短信的人：2 人没有登记同意接收短信。',
    });
    expect(await bench.store.conversations.list()).toEqual([]);
  });

  it('is not sent to who has no post where the template wants one', () => {
    const template = { name: '任职', text: '${姓名}${职务}您好' };
    const recipient = { person: person('李四', '餐饮协会'), organization: '餐饮协会', phone: liPhone };

    expect(letterFor(recipient, { template, params: new Map(), signName: '某某协会' })).toMatchObject({
      skipped: '通讯录里没有职务，填不上模板里的 ${职务}',
      text: '【某某协会】李四${职务}您好',
    });
  });
});
