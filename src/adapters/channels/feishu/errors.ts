import { ChannelError } from '../../../ports/channel.ts';
import { ApiError, type Refusal } from './api-error.ts';
import { isGone, isLimited, isRefusedApp, missingScopes } from './codes.ts';
import { missingPackage } from './load.ts';

/** Asked to wait, but not for how long. */
const usualPauseMs = 5_000;

export const refusedApp =
  '飞书不认这个应用：请到飞书开放平台的“凭证与基础信息”核对 App ID 和 App Secret，确认应用已发布、没有停用，改好设置后重新启动。';

/** What never will be taken as it is, by the platform's number of it. */
const sentences: Readonly<Record<number, string>> = {
  230006: '应用没有开启机器人能力，请到飞书开放平台的“添加应用能力”里添加“机器人”，再发布一个版本。',
  230018: '这个群不让机器人发言，请群主或群管理员放开发言权限。',
  230027: '应用没有在这个群里发消息的权限，请到飞书开放平台的“权限管理”开通后发布版本。',
  230028: '飞书的内容检查没有让这条消息通过，请改一改内容再发。',
  230035: '机器人在这个群里不能发言，请群主或群管理员给它发言的权限。',
  230038: '对方是别的企业的人，飞书不让机器人跨企业发私聊。',
};
const tooLongCodes = new Set([230025, 230022, 234006, 234037]);

export function refusalOf(error: unknown): Refusal | null {
  return error instanceof ApiError ? error.refusal : null;
}

export function isAuth(error: unknown): boolean {
  return isRefusedApp(refusalOf(error));
}

/** What a failed call means, in a sentence that may be shown. */
export function toChannelError(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error;
  const options = { cause: error };
  const missing = missingPackage();
  if (missing !== null) return new ChannelError({ kind: 'auth' }, missing, options);
  const refusal = refusalOf(error);
  const known = refusal === null ? null : ofRefusal(refusal, options);
  if (known !== null) return known;
  if (error instanceof ApiError && !error.sent)
    return new ChannelError({ kind: 'transient' }, '飞书没有回应，消息没有发出，稍后会再试。', options);
  const sentence = '发出后没有等到飞书的回音，不能确定是否送达。';
  return new ChannelError({ kind: 'unknown_outcome' }, sentence, options);
}

type Options = { cause: unknown };

/** Null for what says nothing of the message: a gateway may have passed it on before it failed. */
function ofRefusal(refusal: Refusal, options: Options): ChannelError | null {
  if (isLimited(refusal)) {
    const wait = refusal.retryAfterMs ?? usualPauseMs;
    const sentence = `发得太快，飞书要求 ${Math.ceil(wait / 1000)} 秒后再发。`;
    return new ChannelError({ kind: 'rate_limited', retryAfterMs: wait }, sentence, options);
  }
  if (isRefusedApp(refusal)) return new ChannelError({ kind: 'auth' }, refusedApp, options);
  if (isGone(refusal))
    return new ChannelError(
      { kind: 'gone' },
      '机器人已不在这个群里，或群已解散、对方停用了它，消息没有发出。',
      options,
    );
  // 230049: it is being sent, and may yet arrive.
  if (refusal.status >= 500 || refusal.code === null || refusal.code === 230049) return null;
  if (tooLongCodes.has(refusal.code)) return tooLongError('内容', options);
  return new ChannelError({ kind: 'permanent', reason: 'bad_request' }, sentenceOf(refusal), options);
}

export function tooLongError(what: string, options: { cause?: unknown } = {}): ChannelError {
  return new ChannelError({ kind: 'permanent', reason: 'too_long' }, `${what}超过了飞书的上限，没有发出。`, options);
}

function sentenceOf(refusal: Refusal): string {
  const scopes = missingScopes(refusal);
  if (scopes !== null) return scopesSentence(scopes);
  return sentences[refusal.code ?? 0] ?? `飞书不收这条消息（${refusal.code}：${refusal.message}）。`;
}

export function scopesSentence(scopes: string): string {
  const which = scopes === '' ? '需要的权限' : `权限 ${scopes}（有一项就够）`;
  return `应用缺${which}，请到飞书开放平台的“权限管理”开通，再发布一个版本。`;
}

/** Why nothing comes in at the moment, for the health of the channel. */
export function connectionSentence(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal === null) return '连不上飞书，正在重试；一直这样请检查网络和接口地址（FEISHU_DOMAIN）。';
  if (isRefusedApp(refusal)) return refusedApp;
  if (refusal.code === 1000040350) return '这个应用的长连接太多了，请停掉别处用同一个应用的程序；这里会继续重试。';
  if (isLimited(refusal)) return '飞书说请求太多，等一会儿再连。';
  const scopes = missingScopes(refusal);
  if (scopes !== null) return scopesSentence(scopes);
  return `飞书暂时出错（${refusal.code ?? `HTTP ${refusal.status}`}），正在重试。`;
}
