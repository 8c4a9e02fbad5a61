import { ChannelError, type ChannelFailure } from '../../../ports/channel.ts';
import { type Refusal, RobotError } from './robot.ts';

/** The platform counts a robot's messages by the minute, and does not say how much of it is left. */
const minuteMs = 60_000;

type Meaning = { failure: ChannelFailure; what: string };

const limited: Meaning = {
  failure: { kind: 'rate_limited', retryAfterMs: minuteMs },
  what: '这个群的机器人发得太快，平台要求过一分钟再发',
};
/**
 * Of this group alone: each robot is an account of its own, and the other groups go on. So it is the conversation that is
 * no more, not the account of the channel.
 */
const gone: Meaning = {
  failure: { kind: 'gone' },
  what: '平台不认这个群的机器人：它已被移出群，或 WECOM_WEBHOOKS 里的密钥不对',
};
const tooLong: Meaning = { failure: { kind: 'permanent', reason: 'too_long' }, what: '内容超过了企业微信的上限' };

/** Global codes: https://developer.work.weixin.qq.com/document/path/90313. What is not here will not be taken as it is. */
const meanings: Readonly<Record<number, Meaning>> = {
  45009: limited,
  45033: limited,
  93000: gone,
  40006: tooLong,
  40009: tooLong,
  45001: tooLong,
  45002: tooLong,
};

/** The platform itself failed while it had the message. */
const busy = -1;

/** What a failed call means, in a sentence that may be shown. It holds no key. `shows`: the call would have shown a message. */
export function toChannelError(error: unknown, { shows }: { shows: boolean }): ChannelError {
  if (error instanceof ChannelError) return error;
  const options = { cause: error };
  if (!(error instanceof RobotError)) return unknownOutcome(options);
  if (error.refusal !== null && !mayHaveBeenTaken(error.refusal)) return ofRefusal(error.refusal, options);
  if (!shows || !error.sent)
    return new ChannelError({ kind: 'transient' }, '连不上企业微信，消息没有发出，稍后会再试。', options);
  return unknownOutcome(options);
}

/** A gateway may have passed the request on before it failed. */
function mayHaveBeenTaken({ code, status }: Refusal): boolean {
  return code === busy || status >= 500;
}

function ofRefusal(refusal: Refusal, options: { cause: unknown }): ChannelError {
  const { failure, what } = meaningOf(refusal);
  return new ChannelError(failure, `${what}（${codeInWords(refusal)}）。`, options);
}

export function meaningOf({ code, status }: Refusal): Meaning {
  const known = code === null ? undefined : meanings[code];
  if (known !== undefined) return known;
  if (status === 429) return limited;
  if (status === 413) return tooLong;
  return { failure: { kind: 'permanent', reason: 'bad_request' }, what: '企业微信不收这条消息' };
}

export function codeInWords({ code, status }: Refusal): string {
  return code === null ? `HTTP ${status}` : `错误码 ${code}`;
}

function unknownOutcome(options: { cause: unknown }): ChannelError {
  return new ChannelError({ kind: 'unknown_outcome' }, '发出后没有等到企业微信的回音，不能确定是否送达。', options);
}
