import type { ModelFailure } from '../../ports/chat-model.ts';
import { Failure } from './failure.ts';

/** A member waits: later than this is too late. */
const longestPauseMs = 2000;
const usualPauseMs = 300;

/** Content reviews answer with 400 and words of their own: DashScope, Zhipu, Moonshot, Azure. */
const reviewed = /content_filter|content_policy|inspection|sensitive|high risk|moderation|敏感|违规|不安全/i;

/** What an answer that is no 2xx means. */
export function failureOfStatus(response: Response, body: string): Failure {
  const { status } = response;
  const said = wordsIn(body);
  const kind = kindOf(status, said);
  return new Failure(kind, sentenceOf(kind, status), {
    rejection: { status, said },
    againIn: pauseOf(status, response.headers.get('retry-after')),
  });
}

function kindOf(status: number, said: string): ModelFailure {
  if (status === 429) return 'rate-limited';
  if (status >= 500 || status === 408 || status === 409) return 'unavailable';
  if ((status === 400 || status === 403 || status === 422) && reviewed.test(said)) return 'refused';
  return 'misconfigured';
}

function sentenceOf(kind: ModelFailure, status: number): string {
  if (kind === 'rate-limited') return `模型端点说请求太多（${status}）。`;
  if (kind === 'unavailable') return `模型端点暂时不可用（${status}）。`;
  if (kind === 'refused') return `模型端点的内容审核没有通过（${status}）。`;
  if (status === 401 || status === 403) return `模型端点不接受密钥（${status}），请检查 OPENAI_API_KEY。`;
  if (status === 402) return `模型端点的账户余额不足（${status}）。`;
  if (status === 404 || status === 405)
    return `模型端点没有这个模型或地址（${status}），请检查模型名称和 OPENAI_BASE_URL。`;
  if (status < 400) return `模型端点要求换地址（${status}），请把最终地址写进 OPENAI_BASE_URL。`;
  return `模型端点不接受这样的请求（${status}），请检查模型名称和 OPENAI_BASE_URL。`;
}

/** Only where a second request costs nothing and may go through; a 429 without a delay is meant. */
function pauseOf(status: number, retryAfter: string | null): number | null {
  if (status !== 429 && status !== 502 && status !== 503) return null;
  const pause = retryAfter === null ? (status === 429 ? null : usualPauseMs) : Number(retryAfter) * 1000;
  return pause !== null && pause >= 0 && pause <= longestPauseMs ? pause : null;
}

/** A connection that broke before any answer may be one that was idle too long. */
export function failureOfConnection(error: unknown): Failure {
  const code = codeIn(error);
  const broke = code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET';
  const sentence = broke ? '模型端点断开了连接' : '连不上模型端点，请检查 OPENAI_BASE_URL 和网络';
  return new Failure('unavailable', code === null ? `${sentence}。` : `${sentence}（${code}）。`, {
    againIn: broke ? usualPauseMs : null,
  });
}

function codeIn(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[\w-]{1,60}$/.test(at.code)) return at.code;
  }
  return null;
}

/** Message, code, type and parameter, wherever they stand: OpenAI puts them under `error`, others do not. */
function wordsIn(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
