import { describe, expect, it } from 'vitest';
import { isDead, refusalOf, toChannelError } from '../../../../src/adapters/channels/wechat/errors.ts';
import { SayError } from '../../../../src/adapters/channels/wechat/session.ts';

describe('what a gateway says of a failed send', () => {
  it.each([
    ['2 UNKNOWN: Error: 操作太频繁，请稍后再试', { kind: 'rate_limited', retryAfterMs: 60_000 }],
    ['2 UNKNOWN: Error: hit the daily limit', { kind: 'rate_limited', retryAfterMs: 60_000 }],
    ['2 UNKNOWN: Error: request limit reached', { kind: 'rate_limited', retryAfterMs: 60_000 }],
    ['2 UNKNOWN: Error: you send too fast', { kind: 'rate_limited', retryAfterMs: 60_000 }],
    ['2 UNKNOWN: Error: bot is not in this room', { kind: 'gone' }],
    ['2 UNKNOWN: Error: 对方开启了朋友验证', { kind: 'gone' }],
    ['8 RESOURCE_EXHAUSTED: Received message larger than max', { kind: 'permanent', reason: 'too_long' }],
    ['2 UNKNOWN: Error: message length limit exceeded', { kind: 'permanent', reason: 'too_long' }],
    ['2 UNKNOWN: Error: time limit exceeded', { kind: 'unknown_outcome' }],
    ['2 UNKNOWN: Error: limit of waiting reached', { kind: 'unknown_outcome' }],
    ['2 UNKNOWN: Error: not logged in', { kind: 'transient' }],
    ['14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED', { kind: 'transient' }],
    ['16 UNAUTHENTICATED: Invalid Wechaty TOKEN "x"', { kind: 'auth' }],
    ['14 UNAVAILABLE: read ECONNRESET', { kind: 'unknown_outcome' }],
    ['2 UNKNOWN: Error: who knows', { kind: 'unknown_outcome' }],
    ['no answer in time', { kind: 'unknown_outcome' }],
  ])('%s', (reason, failure) => {
    const error = toChannelError(new SayError(reason, true));

    expect(error.failure).toEqual(failure);
    expect(error.message).toMatch(/^\p{Script=Han}[^a-z]*。$/u);
  });

  it('cannot have arrived when nothing was handed over', () => {
    expect(toChannelError(new SayError('not connected', false)).failure).toEqual({ kind: 'transient' });
  });
});

describe('a connection', () => {
  it.each(['1 CANCELLED: Call cancelled', '14 UNAVAILABLE: Connection dropped', 'Watchdog<PuppetService> reset'])(
    'is dead after %s, and comes again by itself',
    (reason) => {
      expect(isDead(reason)).toBe(true);
      expect(refusalOf(reason)).toBeNull();
    },
  );

  it.each([
    ['16 UNAUTHENTICATED: Invalid Wechaty TOKEN', '令牌'],
    ['Wechaty Puppet Service requires a SNI as prefix of the token', '前缀'],
    ["14 UNAVAILABLE: Hostname/IP does not match certificate's altnames", '证书'],
  ])('needs a person after %s', (reason, word) => {
    expect(refusalOf(reason)).toContain(word);
  });

  it('lives on after a message that could not be found', () => {
    expect(isDead('message not found for id: 7')).toBe(false);
  });
});
