import { ChannelError } from '../../../ports/channel.ts';
import type { ConversationRef } from '../../../domain/conversation.ts';
import { ApiError, type Refusal } from './api-error.ts';

/** Asked to wait, but not for how long. */
const usualPauseMs = 5_000;

const gone = /chat not found|user not found|kicked|group chat was deactivated|not a member|PEER_ID_INVALID/iu;
const tooLong = /too long|too big|too large/iu;
const mayNotWrite = /not enough rights|no rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|TOPIC_CLOSED/iu;

/** True when the account itself is refused; a malformed token gets 404. */
export function isAuth(error: unknown): boolean {
  const code = refusalOf(error)?.code;
  return code === 401 || code === 404;
}

export function refusalOf(error: unknown): Refusal | null {
  return error instanceof ApiError ? error.refusal : null;
}

/** What a failed send means, in a sentence that may be shown. `to` is where it went. */
export function toChannelError(error: unknown, to: ConversationRef): ChannelError {
  if (error instanceof ChannelError) return error;
  const options = { cause: error };
  const refusal = refusalOf(error);
  if (refusal !== null) return ofRefusal(refusal, { to, options });
  if (error instanceof ApiError && !error.sent)
    return new ChannelError({ kind: 'transient' }, '连不上 Telegram，消息没有发出，稍后会再试。', options);
  return unknownOutcome(options);
}

type Options = { cause: unknown };

function ofRefusal(refusal: Refusal, { to, options }: { to: ConversationRef; options: Options }): ChannelError {
  const { code, description, retryAfterMs, movedTo } = refusal;
  if (movedTo !== null) {
    const moved = { kind: 'moved', to: { ...to, platformId: movedTo } } as const;
    return new ChannelError(moved, '这个群已经升级为超级群，会改发到新的群号。', options);
  }
  if (code === 429) {
    const wait = retryAfterMs ?? usualPauseMs;
    const sentence = `发得太快，平台要求 ${Math.ceil(wait / 1000)} 秒后再发。`;
    return new ChannelError({ kind: 'rate_limited', retryAfterMs: wait }, sentence, options);
  }
  if (code === 401 || code === 404) return new ChannelError({ kind: 'auth' }, refusedAccount, options);
  if (code === 403 || gone.test(description))
    return new ChannelError({ kind: 'gone' }, '机器人已不在这个群里，或被对方停用，消息没有发出。', options);
  // A gateway may have passed the request on before it failed.
  if (code >= 500) return unknownOutcome(options);
  if (code === 413 || tooLong.test(description)) return tooLongError('内容', options);
  return new ChannelError({ kind: 'permanent', reason: 'bad_request' }, sentenceOf(description), options);
}

export const refusedAccount = '平台不认这个令牌，请在 BotFather 里核对，改好设置后重新启动。';

export function tooLongError(what: string, options: { cause?: unknown } = {}): ChannelError {
  const failure = { kind: 'permanent', reason: 'too_long' } as const;
  return new ChannelError(failure, `${what}超过了 Telegram 的上限，没有发出。`, options);
}

function unknownOutcome(options: Options): ChannelError {
  return new ChannelError({ kind: 'unknown_outcome' }, '发出后没有等到平台的回音，不能确定是否送达。', options);
}

function sentenceOf(description: string): string {
  if (mayNotWrite.test(description)) return '机器人在这个群里不能发言，请群管理员给它发消息的权限。';
  return `平台不收这条消息（${description}）。`;
}

/** Why nothing comes in at the moment, for the health of the channel. */
export function connectionSentence(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal === null) return '连不上 Telegram，正在重试；一直这样请检查网络和接口地址。';
  if (isAuth(error)) return refusedAccount;
  if (refusal.code === 409) return conflictSentence(refusal.description);
  if (refusal.code === 429) return 'Telegram 说请求太多，等一会儿再连。';
  if (refusal.code < 500) return `Telegram 不收这样的请求（${refusal.description}），请检查设置；这里会继续重试。`;
  return `Telegram 暂时出错（${refusal.code}），正在重试。`;
}

/** Only one may fetch messages, and nobody while there is a webhook. */
function conflictSentence(description: string): string {
  if (/webhook/iu.test(description)) return `收不到消息：${webhookElsewhere}`;
  return '另一个程序正用同一个令牌收消息，请停掉它；这里会继续重试。';
}

export const webhookElsewhere =
  '这个机器人设着 webhook，消息都送到那里去了；不再用它就调用一次 deleteWebhook，或在设置里改用 webhook。';
