import { inspect as show } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSmsChannel } from '../../../../src/adapters/channels/sms/channel.ts';
import { ChannelError, type Outbound } from '../../../../src/ports/channel.ts';
import { openSms, type SmsBench, wordings, zhangPhone } from '../../../support/sms-bench.ts';
import type { SmsFault } from '../../../support/sms-emulator.ts';

const message: Outbound = {
  to: { channel: 'sms', kind: 'direct', platformId: zhangPhone },
  body: {
    kind: 'template',
    template: '节前提醒',
    params: [
      { name: '姓名', value: '张三丰' },
      { name: '节日', value: '元旦' },
    ],
    text: '张三丰您好，元旦将至，请廉洁过节，不收不送礼品礼金。',
  },
  replyTo: null,
  receiptOf: null,
  idempotencyKey: 'delivery-1',
};

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

const faults: Record<'aliyun' | 'tencent', [string, SmsFault, object][]> = {
  aliyun: [
    ['a limit of a minute', refuse('isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1'), limited(60_000)],
    ['a limit of an hour', refuse('isv.BUSINESS_LIMIT_CONTROL', '触发小时级流控Permits:5'), limited(3_600_000)],
    ['a limit of a day', refuse('isv.BUSINESS_LIMIT_CONTROL', '触发天级流控Permits:10'), limited(43_200_000)],
    ['throttling', { kind: 'error', status: 503, code: 'Throttling.User' }, { kind: 'rate_limited' }],
    ['an empty account', refuse('isv.AMOUNT_NOT_ENOUGH'), { kind: 'auth' }],
    ['a key without the right', refuse('isp.RAM_PERMISSION_DENY'), { kind: 'auth' }],
    ['a bad number', refuse('isv.MOBILE_NUMBER_ILLEGAL'), { kind: 'gone' }],
    ['a forbidden word', refuse('isv.BLACK_KEY_CONTROL_LIMIT'), { kind: 'permanent', reason: 'bad_request' }],
    ['a code nobody knows', refuse('isv.SOMETHING_NEW'), { kind: 'permanent', reason: 'bad_request' }],
    ['a fault of the platform', refuse('isp.SYSTEM_ERROR'), { kind: 'unknown_outcome' }],
    ['a 500 of the API', { kind: 'error', status: 500, code: 'InternalError' }, { kind: 'unknown_outcome' }],
    ['a 502 of a gateway', { kind: 'html', status: 502, taken: true }, { kind: 'unknown_outcome' }],
    ['a lost answer', { kind: 'reset', taken: true }, { kind: 'unknown_outcome' }],
  ],
  tencent: [
    ['a limit of 30 seconds', refuse('LimitExceeded.PhoneNumberThirtySecondLimit'), limited(60_000)],
    ['a limit of an hour', refuse('LimitExceeded.PhoneNumberOneHourLimit'), limited(3_600_000)],
    ['a limit of a day', refuse('LimitExceeded.PhoneNumberDailyLimit'), limited(43_200_000)],
    ['throttling', { kind: 'error', status: 200, code: 'RequestLimitExceeded' }, { kind: 'rate_limited' }],
    ['an empty account', refuse('FailedOperation.InsufficientBalanceInSmsPackage'), { kind: 'auth' }],
    ['a number on the blacklist', refuse('FailedOperation.PhoneNumberInBlacklist'), { kind: 'gone' }],
    ['a forbidden word', refuse('FailedOperation.ContainSensitiveWord'), { kind: 'permanent', reason: 'bad_request' }],
    ['a code nobody knows', refuse('FailedOperation.SomethingNew'), { kind: 'permanent', reason: 'bad_request' }],
    ['a fault of the platform', refuse('InternalError.Timeout'), { kind: 'unknown_outcome' }],
    ['a 502 of a gateway', { kind: 'html', status: 502, taken: true }, { kind: 'unknown_outcome' }],
    ['a lost answer', { kind: 'reset', taken: true }, { kind: 'unknown_outcome' }],
  ],
};

describe.each(['aliyun', 'tencent'] as const)('the sms channel of %s', (provider) => {
  let bench: SmsBench;
  beforeEach(async () => {
    bench = await openSms(provider);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await bench.close();
  });

  it('gives the platform the number, the template, what is filled in and its key, once', async () => {
    const result = await bench.channel.send(message, soon());

    expect(bench.emulator.taken).toEqual([
      expect.objectContaining({ id: result.platformMessageId, phone: zhangPhone.slice(3), template: '1000002' }),
    ]);
    expect(bench.emulator.taken[0]).toMatchObject({
      key: 'delivery-1',
      text: message.body.kind === 'template' && message.body.text,
    });
    expect(bench.emulator.calls.map(({ action }) => action)).toEqual(['SendSms']);
  });

  it.each(faults[provider])('tells %s as what it is, and does not try again by itself', async (_, fault, failure) => {
    bench.emulator.fail('SendSms', fault);

    expect((await failureOf(bench)).failure).toMatchObject(failure);
    expect(bench.emulator.calls).toHaveLength(1);
  });

  it('does not know what became of a message that nobody answered in time', async () => {
    bench.emulator.fail('SendSms', { kind: 'hang', taken: true });
    const given = new AbortController();
    const sending = bench.channel.send(message, given.signal);
    await vi.waitFor(() => expect(bench.emulator.taken).toHaveLength(1), { timeout: 15_000 });
    given.abort();

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'unknown_outcome' } });
  });

  it('knows that nothing arrived where nobody listens', async () => {
    await bench.emulator.close();

    expect((await failureOf(bench)).failure).toEqual({ kind: 'transient' });
    bench = await openSms(provider);
  });

  it('is down when the keys are wrong, and tries one more after five minutes', async () => {
    bench.emulator.secret = 'another';
    expect((await failureOf(bench)).failure).toEqual({ kind: 'auth' });
    expect(bench.channel.canSend()).toBe(false);
    bench.emulator.secret = 'secret-of-the-test';
    bench.clock.advance(5 * 60_000);

    expect(bench.channel.canSend()).toBe(true);
    await bench.channel.send(message, soon());
    expect(bench.channel.health().state).toBe('up');
  });

  it('repeats neither number nor name nor words in an error, nor says anything on the console', async () => {
    const said = (['log', 'info', 'warn', 'error', 'debug'] as const).map((how) =>
      vi.spyOn(console, how).mockImplementation(() => {}),
    );
    const written = vi.spyOn(process.stderr, 'write');
    for (const [, fault] of faults[provider]) bench.emulator.fail('SendSms', fault);
    const errors: ChannelError[] = [];
    for (const _ of faults[provider]) errors.push(await failureOf(bench));
    await bench.emulator.close();
    errors.push(await failureOf(bench));

    const all = errors.map((error) => show(error, { depth: 10, showHidden: true })).join('\n');
    expect(all).not.toMatch(/13800000000|张三丰|secret-of|LTAI|https?:/u);
    expect(said.flatMap((spy) => spy.mock.calls)).toEqual([]);
    expect(written).not.toHaveBeenCalled();
    bench = await openSms(provider);
  });

  it('cannot be asked while the platform does not answer, and says so', async () => {
    bench.emulator.fail(provider === 'aliyun' ? 'QuerySendDetails' : 'PullSmsSendStatusByPhoneNumber', {
      kind: 'html',
      status: 502,
    });
    const asking = bench.channel.lookUp?.({ to: message.to, idempotencyKey: 'x', sentAt: bench.clock.now() }, soon());

    await expect(asking).rejects.toMatchObject({ name: 'ChannelError', failure: { kind: 'transient' } });
  });

  it('says which templates are approved, and that a text is not the approved one', async () => {
    const findings = await bench.channel.inspect(soon());
    expect(findings.every(({ state }) => state === 'ok')).toBe(true);

    bench.emulator.templates.set('1000002', '另一段话');
    bench.emulator.templates.delete('1000001');
    bench.emulator.reviews.set('1000001', 'waiting');

    const details = (await bench.channel.inspect(soon())).filter(({ state }) => state !== 'ok');
    expect(details.map(({ detail }) => detail)).toEqual([
      '模板“原文”（1000001）还在审核，现在发不出去。',
      '模板“节前提醒”（1000002）的文字和平台上审核通过的不一样。',
    ]);
  });

  it('says what is wrong with the account, the settings and the texts', async () => {
    bench.emulator.keyId = 'another';
    expect(await bench.channel.inspect(soon())).toContainEqual(expect.objectContaining({ state: 'fail' }));

    const other = await openSms(provider, { templates: new Map([['没有文字的', '1000001']]) });
    const details = (await other.channel.inspect(soon())).map(({ detail }) => detail);
    await other.close();

    expect(details).toContain('模板“没有文字的”没有写文字，不能用。');
    for (const { name } of wordings) expect(details).toContain(`模板“${name}”还没有平台编号，不能用。`);
  });
});

describe('the sms channel of aliyun', () => {
  it('finds a message among many to the same number, also after midnight in China', async () => {
    const bench = await openSms('aliyun');
    bench.clock.set('2026-12-31T15:59:59Z');
    const sentAt = bench.clock.now();
    bench.clock.advance(2_000);
    for (let place = 0; place < 120; place += 1)
      await bench.channel.send({ ...message, idempotencyKey: `k${place}` }, soon());

    const found = await bench.channel.lookUp?.({ to: message.to, idempotencyKey: 'k7', sentAt }, soon());
    await bench.close();

    expect(found).toEqual({ kind: 'taken', platformMessageId: null });
  });
});

describe('the sms channel of tencent', () => {
  it('says so where the platform does not give the key back', async () => {
    const bench = await openSms('tencent');
    await bench.channel.send({ ...message, idempotencyKey: '' }, soon());
    bench.emulator.report('', { kind: 'delivered', at: bench.clock.now() });

    const sought = { to: message.to, idempotencyKey: 'delivery-1', sentAt: bench.clock.now() };
    const found = await bench.channel.lookUp?.(sought, soon());
    await bench.close();

    expect(found).toEqual({ kind: 'absent', detail: expect.stringContaining('SessionContext') });
  });
});

describe('the sms channel', () => {
  it('says what to do for a number abroad, without asking anybody', async () => {
    const bench = await openSms('aliyun');
    const to = { ...message.to, platformId: '+85200000000' };

    await expect(bench.channel.send({ ...message, to }, soon())).rejects.toMatchObject({ failure: { kind: 'gone' } });
    expect(bench.emulator.calls).toEqual([]);
    await bench.close();
  });

  it('loads nothing before it is used', () => {
    const channel = createSmsChannel({
      id: 'sms',
      provider: 'aliyun',
      accessKeyId: 'x',
      accessKeySecret: 'y',
      signName: '某某协会',
      appId: '',
      region: 'cn-hangzhou',
      endpoint: null,
      templates: new Map(),
      wordings: async () => [],
      clock: { now: () => 0 },
    });

    expect(channel.health()).toEqual({ state: 'up', detail: '以签名【某某协会】发短信', account: null });
  });
});

async function failureOf({ channel }: SmsBench): Promise<ChannelError> {
  try {
    await channel.send(message, soon());
  } catch (error) {
    if (error instanceof ChannelError) return error;
    throw error;
  }
  throw new Error('the message was sent');
}

function refuse(code: string, message?: string): SmsFault {
  return { kind: 'refuse', code, ...(message !== undefined && { message }) };
}

function limited(retryAfterMs: number): object {
  return { kind: 'rate_limited', retryAfterMs };
}
