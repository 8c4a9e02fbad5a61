import { inspect as show } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWecomWebhookChannel } from '../../../../src/adapters/channels/wecom-webhook/channel.ts';
import { type Body, type Channel, ChannelError, type Outbound } from '../../../../src/ports/channel.ts';
import {
  startWecomWebhook,
  type WecomFault,
  type WecomWebhookEmulator,
} from '../../../support/wecom-webhook-emulator.ts';

const key = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const group = { channel: 'wecom-webhook', kind: 'group', platformId: '会员企业群' } as const;
const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const file: Body = { kind: 'file', name: '会费明细.xlsx', mime: 'text/plain', bytes: new Uint8Array(100), caption: '' };

const faults: [string, WecomFault, object][] = [
  ['a robot that sends too fast', { kind: 'refuse', code: 45009 }, { kind: 'rate_limited', retryAfterMs: 60_000 }],
  ['a gateway that asks to wait', { kind: 'html', status: 429 }, { kind: 'rate_limited', retryAfterMs: 60_000 }],
  ['a robot that is no more', { kind: 'refuse', code: 93000 }, { kind: 'gone' }],
  ['a text that is refused', { kind: 'refuse', code: 40058 }, { kind: 'permanent', reason: 'bad_request' }],
  ['a code nobody knows', { kind: 'refuse', code: 99999 }, { kind: 'permanent', reason: 'bad_request' }],
  ['a page that is not there', { kind: 'html', status: 404 }, { kind: 'permanent', reason: 'bad_request' }],
  ['a redirect', { kind: 'html', status: 302 }, { kind: 'permanent', reason: 'bad_request' }],
  ['a gateway without room', { kind: 'html', status: 413 }, { kind: 'permanent', reason: 'too_long' }],
  ['a platform that failed', { kind: 'refuse', code: -1 }, { kind: 'unknown_outcome' }],
  ['a 502 of a gateway', { kind: 'html', status: 502, taken: true }, { kind: 'unknown_outcome' }],
  ['a page in place of an answer', { kind: 'html', status: 200, taken: true }, { kind: 'unknown_outcome' }],
  ['a lost answer', { kind: 'reset', taken: true }, { kind: 'unknown_outcome' }],
  ['a dropped connection', { kind: 'reset' }, { kind: 'unknown_outcome' }],
];

describe('the robots of groups', () => {
  let emulator: WecomWebhookEmulator;
  let channel: Channel;
  const open = async (): Promise<void> => {
    emulator = await startWecomWebhook({ limited: false });
    emulator.groups.set(key, []);
    const robots = new Map([[group.platformId, { root: emulator.root, key }]]);
    channel = createWecomWebhookChannel({ id: 'wecom-webhook', robots });
  };
  beforeEach(open);
  afterEach(async () => {
    vi.restoreAllMocks();
    await emulator.close();
  });

  it.each(faults)('tell %s as what it is, and do not try again by themselves', async (_, fault, failure) => {
    emulator.fail('send', fault);

    expect((await failureOf(channel)).failure).toEqual(failure);
    expect(emulator.calls).toHaveLength(1);
  });

  it('tell which group the platform does not know, until it takes something again', async () => {
    emulator.fail('send', { kind: 'refuse', code: 93000 });
    await failureOf(channel);

    expect(channel.health()).toMatchObject({ state: 'degraded', detail: expect.stringContaining(group.platformId) });

    await channel.send(outbound(), soon());
    expect(channel.health().state).toBe('up');
  });

  it('know that nothing arrived where nobody listens', async () => {
    await emulator.close();

    expect((await failureOf(channel)).failure).toEqual({ kind: 'transient' });
    await open();
  });

  it('do not know what became of a message that nobody answered in time', async () => {
    emulator.fail('send', { kind: 'hang', taken: true });
    const given = new AbortController();
    const sending = channel.send(outbound(), given.signal);
    await vi.waitFor(() => expect(emulator.groups.get(key)).toHaveLength(1), { timeout: 15_000 });
    given.abort();

    await expect(sending).rejects.toMatchObject({ failure: { kind: 'unknown_outcome' } });
  });

  it.each([
    ['a lost answer', { kind: 'reset', taken: true }],
    ['a dropped connection', { kind: 'reset' }],
    ['a 502', { kind: 'html', status: 502 }],
  ] as const)('know of a file whose upload met %s that nobody saw it', async (_, fault) => {
    emulator.fail('upload_media', fault);

    expect((await failureOf(channel, file)).failure).toEqual({ kind: 'transient' });
    await channel.send(outbound(file), soon());
    expect(emulator.groups.get(key)).toEqual([{ file: '会费明细.xlsx', bytes: new Uint8Array(100) }]);
  });

  it('refuse what is too large or too small before the platform is asked', async () => {
    const bytes = new Uint8Array(20 * 1024 * 1024 + 1);
    expect((await failureOf(channel, { ...file, bytes })).failure).toMatchObject({ reason: 'too_long' });
    expect((await failureOf(channel, { ...file, bytes: new Uint8Array(5) })).failure).toMatchObject({
      reason: 'bad_request',
    });
    expect((await failureOf(channel, { ...file, caption: '附件' })).failure).toMatchObject({ reason: 'too_long' });
    expect(emulator.calls).toEqual([]);
  });

  it('say a formatted text that is too long for the platform in its plain words', async () => {
    const markdown = `**通知**${'长'.repeat(1_400)}`;
    await channel.send(outbound({ kind: 'markdown', markdown, plain: '通知，详见网站' }), soon());

    expect(emulator.groups.get(key)).toEqual([{ text: '通知，详见网站' }]);
  });

  it('repeat neither key nor address in an error, in the findings, nor on the console', async () => {
    const said = (['log', 'info', 'warn', 'error', 'debug'] as const).map((how) =>
      vi.spyOn(console, how).mockImplementation(() => {}),
    );
    const errors: ChannelError[] = [];
    for (const [, fault] of faults) {
      emulator.fail('send', fault);
      errors.push(await failureOf(channel));
      emulator.fail('upload_media', fault);
      errors.push(await failureOf(channel, file));
    }
    const findings = [...(await channel.inspect(soon()))];
    await emulator.close();
    errors.push(await failureOf(channel), await failureOf(channel, file));
    findings.push(...(await channel.inspect(soon())));

    const all = show([...errors, findings, channel], { depth: 10, showHidden: true });
    expect(all).not.toMatch(/693a91f6|https?:|key=/u);
    expect(said.flatMap((spy) => spy.mock.calls)).toEqual([]);
    await open();
  });

  it('are looked at without anything being posted', async () => {
    const fine = await channel.inspect(soon());
    expect(fine.map(({ state }) => state)).toEqual(['ok', 'ok']);

    emulator.groups.delete(key);
    const [found] = await channel.inspect(soon());

    expect(found).toMatchObject({ state: 'fail', detail: expect.stringContaining('“会员企业群”') });
    expect(found?.action).toContain('添加群机器人');
    expect(emulator.calls.map(({ action }) => action)).toEqual(['upload_media', 'upload_media']);
  });

  it('say of a robot that is asked too often only that it could not be asked', async () => {
    emulator.fail('upload_media', { kind: 'refuse', code: 45009 });

    expect(await channel.inspect(soon())).toContainEqual(expect.objectContaining({ state: 'warn' }));
  });
});

function outbound(body: Body = { kind: 'text', text: '寄语' }): Outbound {
  return { to: group, body, replyTo: null, receiptOf: null, idempotencyKey: 'a' };
}

async function failureOf(channel: Channel, body?: Body): Promise<ChannelError> {
  try {
    await channel.send(outbound(body), soon());
  } catch (error) {
    if (error instanceof ChannelError) return error;
    throw error;
  }
  throw new Error('the message was sent');
}
