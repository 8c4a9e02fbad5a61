import { ChannelError, type ChannelFailure } from '../../../ports/channel.ts';
import { CallError, type Refusal, sdkMissing } from './call-error.ts';

/** What a code of the platform means: which failure, and the sentence for it. */
export type Meaning =
  | { kind: 'limited'; what: string }
  /** This number gets nothing, whatever is sent. */
  | { kind: 'number'; what: string }
  /** This text, or the way it was asked for, will never be taken. */
  | { kind: 'content'; what: string }
  /** Nothing can be sent until somebody acts. */
  | { kind: 'account'; what: string }
  /** May have been taken. */
  | { kind: 'unknown' };

const minuteMs = 60_000;
const limitMs = { minute: minuteMs, hour: 60 * minuteMs, day: 12 * 60 * minuteMs } as const;
/** Asked to wait, but not for how long. */
const usualPauseMs = 10_000;

/** What a call that failed means, in a sentence that may be shown. It holds no number. */
export function toChannelError(error: unknown, meaningOf: (refusal: Refusal) => Meaning): ChannelError {
  if (error instanceof ChannelError) return error;
  const options = { cause: error };
  if (!(error instanceof CallError)) return unknownOutcome(options);
  if (error.refusal !== null) return ofRefusal(error.refusal, readMeaning(error.refusal, meaningOf), options);
  if (!error.sent)
    return new ChannelError({ kind: 'transient' }, '连不上短信平台，短信没有发出，稍后会再试。', options);
  return unknownOutcome(options);
}

/** The same for both platforms where the refusal is our own. */
export function readMeaning(refusal: Refusal, meaningOf: (refusal: Refusal) => Meaning): Meaning {
  if (refusal.code !== sdkMissing) return meaningOf(refusal);
  return { kind: 'account', what: '短信平台的 SDK 没有安装，请运行 npm ci（不带 --omit=optional）后重新启动' };
}

type Options = { cause: unknown };

function ofRefusal({ code, limit }: Refusal, meaning: Meaning, options: Options): ChannelError {
  if (meaning.kind === 'unknown') return unknownOutcome(options, `（${code}）`);
  const sentence = `${meaning.what}（${code}）。`;
  return new ChannelError(failureOf(meaning.kind, limit), sentence, options);
}

function failureOf(kind: Exclude<Meaning['kind'], 'unknown'>, limit: Refusal['limit']): ChannelFailure {
  switch (kind) {
    case 'limited':
      return { kind: 'rate_limited', retryAfterMs: limit === null ? usualPauseMs : limitMs[limit] };
    case 'number':
      return { kind: 'gone' };
    case 'content':
      return { kind: 'permanent', reason: 'bad_request' };
    case 'account':
      return { kind: 'auth' };
  }
}

function unknownOutcome(options: Options, code = ''): ChannelError {
  const sentence = `发出后没有等到短信平台的准信${code}，正在向平台查询结果。`;
  return new ChannelError({ kind: 'unknown_outcome' }, sentence, options);
}
