import { ChannelError, type ChannelFailure } from '../../../ports/channel.ts';
import { SayError } from './session.ts';
import { notBegun, notThere } from './wire.ts';

const tooFastMs = 60_000;

type Meaning = { says: RegExp; failure: ChannelFailure; sentence: string };

/** What is left of an error of WeChat after gRPC is a text: the only place that reads it. The first that fits counts. */
const meanings: readonly Meaning[] = [
  { says: new RegExp(notThere, 'u'), failure: { kind: 'gone' }, sentence: '机器人已不在这个微信群里。' },
  {
    says: /not in (?:the |this )?(?:chat)?room|不在(?:该|此|这个)?群|已被移出群|群(?:聊)?(?:不存在|已解散)|not (?:a )?friend|朋友验证|不是好友/iu,
    failure: { kind: 'gone' },
    sentence: '机器人已不在这个微信会话里。',
  },
  {
    says: /larger than max|too (?:large|long)|(?:length|size) limit|过长|超过.{0,6}大小/iu,
    failure: { kind: 'permanent', reason: 'too_long' },
    sentence: '微信网关不收这么大的消息。',
  },
  {
    // Only what surely was not sent: it is sent again. A time limit says nothing about that.
    says: /频繁|rate.?limit|\b(?:daily|hourly|frequency|quota|send(?:ing)?|messages?|requests?)[ _-]limit\b|too (?:fast|many|often)/iu,
    failure: { kind: 'rate_limited', retryAfterMs: tooFastMs },
    sentence: '微信说发得太频繁了，过一分钟再发。',
  },
  {
    says: /UNAUTHENTICATED|Invalid Wechaty TOKEN|Invalid authorization/iu,
    failure: { kind: 'auth' },
    sentence: '微信网关不认这个令牌了，请到网关服务商处核对后更新。',
  },
  {
    says: /not logged ?in|未登录|NO CLIENT|no grpc manager/iu,
    failure: { kind: 'transient' },
    sentence: '微信账号没有登录，等重新登录后再发。',
  },
  {
    says: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|No connection established|Name resolution failed/iu,
    failure: { kind: 'transient' },
    sentence: '微信网关连不上，消息没有发出，稍后再发。',
  },
  {
    says: new RegExp(notBegun, 'u'),
    failure: { kind: 'transient' },
    sentence: '微信网关没有答复，消息没有发出，稍后再发。',
  },
];

/** The reason of a failed send as one of the seven kinds, in a sentence of our own. */
export function toChannelError(error: unknown): ChannelError {
  const reason = error instanceof Error ? error.message : '';
  const cause = new Error(reason.slice(0, 200));
  if (error instanceof SayError && !error.begun)
    return new ChannelError({ kind: 'transient' }, '微信还没有连上，消息没有发出，稍后再发。', { cause });
  const meaning = meanings.find(({ says }) => says.test(reason));
  if (meaning) return new ChannelError(meaning.failure, meaning.sentence, { cause });
  return new ChannelError({ kind: 'unknown_outcome' }, '微信网关没有说清楚这条消息发出没有，请到群里看一眼。', {
    cause,
  });
}

/** A connection that cannot come about until a person acts, and what to do. */
const refusals: readonly { says: RegExp; sentence: string }[] = [
  {
    says: /UNAUTHENTICATED|Invalid Wechaty TOKEN|Invalid authorization/iu,
    sentence: '微信网关不认这个令牌，请到网关服务商处核对令牌后更新设置。',
  },
  {
    says: /requires a SNI/iu,
    sentence: '用 TLS 连接微信网关时，令牌要带证书的名字作前缀（如 insecure_ 加令牌），请改令牌或关闭 TLS。',
  },
  {
    says: /ALTNAME_INVALID|altname|Hostname\/IP does not match/iu,
    sentence: '令牌的前缀与微信网关证书的名字不一致，请向网关服务商问清前缀，或关闭 TLS。',
  },
  {
    says: /self.signed|unable to (?:verify|get local issuer)|certificate has expired|wrong version number|SSL routines/iu,
    sentence: '与微信网关的 TLS 握手失败，请核对网关有没有开 TLS、证书是否有效。',
  },
];

/** What a person has to do about a connection that failed, null when waiting is enough. */
export function refusalOf(reason: string): string | null {
  return refusals.find(({ says }) => says.test(reason))?.sentence ?? null;
}

/** Whether the connection behind an error is dead; wechaty would stay on it for a minute, or for ever. */
export function isDead(reason: string): boolean {
  return refusalOf(reason) !== null || /\b(?:1 CANCELLED|14 UNAVAILABLE)|Watchdog|^qingyu: no answer/u.test(reason);
}

/** Whether a failed send has shown that nobody is logged in any more. */
export function isLoggedOut(reason: string): boolean {
  return /not logged ?in|未登录/iu.test(reason);
}
