import { ChannelError, type ChannelFailure } from '../../../ports/channel.ts';
import { ApiError, type Refusal } from './api-error.ts';
import { meaningOf, refusalOf } from './codes.ts';

type Options = { cause?: unknown };

/** Everything the bot does but connecting and replying asks for this one. */
export const sendPermission = { name: '企业内机器人发送消息权限', scope: 'qyapi_robot_sendmsg' };

export const noRobot =
  '钉钉说这个应用的机器人不存在或已停用，所有群都发不出去。请在钉钉开放平台确认应用有机器人能力、没有停用，并已发布版本。';

export const refusedAccount =
  '钉钉不认这个应用的 Client ID 和 Client Secret，请在钉钉开放平台的“凭证与基础信息”里核对，改好设置后重新启动。';

/** What a failed send means, in a sentence that may be shown. */
export function toChannelError(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error;
  const options = { cause: error };
  if (!(error instanceof ApiError)) return unknownOutcome(options);
  const { refusal, mayHaveActed } = error;
  if (refusal !== null && (refusal.status < 500 || mayHaveActed)) return ofRefusal(refusal, options);
  if (mayHaveActed) return unknownOutcome(options);
  const why = refusal === null ? '连不上钉钉' : `钉钉暂时出错（${refusal.status}）`;
  return new ChannelError({ kind: 'transient' }, `${why}，消息没有发出，稍后会再试。`, options);
}

function ofRefusal(refusal: Refusal, options: Options): ChannelError {
  const meaning = meaningOf(refusal);
  switch (meaning.kind) {
    case 'limited':
      return limited(meaning.waitMs, options);
    case 'account':
      return new ChannelError({ kind: 'auth' }, refusedAccount, options);
    case 'permission':
      return refused('unsupported', `发不出去：${permissionSentence(meaning.scopes)}`, options);
    case 'address':
      return refused('unsupported', `发不出去：${addressSentence}`, options);
    case 'gone':
    case 'no-robot':
      return gone(options, refusal.code);
    case 'too-long':
      return tooLong('内容', options);
    case 'unknown':
      return unknownOutcome(options);
    case 'session-over':
    case 'other':
      return refused('bad_request', `钉钉不收这条消息（${wordsOf(refusal)}）。`, options);
  }
}

export function limited(waitMs: number, options: Options = {}): ChannelError {
  const sentence = `发得太快，钉钉要求等一等，${Math.ceil(waitMs / 60_000)} 分钟后再发。`;
  return new ChannelError({ kind: 'rate_limited', retryAfterMs: waitMs }, sentence, options);
}

export function gone(options: Options = {}, code = ''): ChannelError {
  const why = code === '' ? '' : `（${code}）`;
  const sentence = `机器人已不在这个群里、被停用，或对方不在应用的可见范围内${why}，消息没有发出。`;
  return new ChannelError({ kind: 'gone' }, sentence, options);
}

export function tooLong(what: string, options: Options = {}): ChannelError {
  return refused('too_long', `${what}超过了钉钉的上限，没有发出。`, options);
}

function refused(
  reason: Extract<ChannelFailure, { kind: 'permanent' }>['reason'],
  sentence: string,
  options: Options,
): ChannelError {
  return new ChannelError({ kind: 'permanent', reason }, sentence, options);
}

function unknownOutcome(options: Options): ChannelError {
  return new ChannelError({ kind: 'unknown_outcome' }, '发出后没有等到钉钉的回音，不能确定是否送达。', options);
}

/** What is missing, and where it is switched on. */
export function permissionSentence(scopes: readonly string[]): string {
  const { name, scope } = sendPermission;
  const missing = scopes.length === 0 || scopes.includes(scope) ? `“${name}”（${scope}）` : scopes.join('、');
  return `应用没有权限 ${missing}，请在钉钉开放平台的“权限管理”里开通，再发布新版本。`;
}

export const addressSentence = '服务器的出口 IP 不在应用的白名单里，请在钉钉开放平台的“安全设置”里加上，或清空白名单。';

/** Code and words of the platform, whichever there are. */
export function wordsOf({ status, code, said }: Refusal): string {
  return [code || `HTTP ${status}`, said].filter((word) => word !== '').join('，');
}

/** Whether a person must act before anything can come in, for the health of the channel. */
export function isFinal(error: unknown): boolean {
  const status = refusalOf(error)?.status ?? 0;
  return status === 400 || status === 401 || status === 403;
}

/** Why nothing comes in at the moment. */
export function connectionSentence(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal === null) return '连不上钉钉，正在重试；一直这样请检查网络、代理和接口地址。';
  const meaning = meaningOf(refusal);
  if (meaning.kind === 'account') return refusedAccount;
  if (meaning.kind === 'address') return addressSentence;
  if (meaning.kind === 'permission' && meaning.scopes.length > 0) return permissionSentence(meaning.scopes);
  if (meaning.kind === 'limited') return '钉钉说请求太多，等一会儿再连。';
  if (isFinal(error)) return `钉钉不让连接（${wordsOf(refusal)}）：${streamSteps}`;
  return `钉钉暂时出错（${refusal.status}），正在重试。`;
}

export const streamSteps =
  '请核对 Client ID 和 Client Secret，确认应用添加了机器人能力、消息接收模式选了 Stream 模式，并已发布版本。';
