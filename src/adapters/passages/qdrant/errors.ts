import { AppError } from '../../../base/errors.ts';

/** HTTP status of an answer the client threw, null when there was none. */
export function statusOf(error: unknown): number | null {
  if (error instanceof AppError) return readNumber(error.details, 'status');
  return readNumber(error, 'status');
}

/** Seconds the server asks to wait, null when it was not too busy. */
export function retryAfterOf(error: unknown): number | null {
  const asked = readNumber(error, 'retry_after');
  if (asked !== null) return asked;
  return statusOf(error) === 429 ? 1 : null;
}

/** A connection that ended before there was an answer; the client throws what `fetch` throws. */
export function isBrokenConnection(error: unknown): boolean {
  return error instanceof TypeError && statusOf(error) === null;
}

/** One sentence for the person; `details.status` and `details.reason` for the log. */
export function toIndexError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = retryAfterOf(error) === null ? statusOf(error) : 429;
  const details = { status, reason: reasonOf(error) };
  return new AppError('index/unavailable', sentenceFor(status, error), { cause: error, details });
}

function sentenceFor(status: number | null, error: unknown): string {
  if (isTimeout(error)) return 'Qdrant 没有及时回应，知识库暂时不可用，请稍后再试。';
  if (status === null) return '连不上 Qdrant，知识库暂时不可用；请确认它在运行，QDRANT_URL 填写正确。';
  if (status === 401 || status === 403) return 'Qdrant 拒绝了访问，知识库不可用；请检查 QDRANT_API_KEY。';
  if (status === 404) return 'Qdrant 里找不到知识库的集合；请检查 QDRANT_URL 与 QDRANT_COLLECTION，或重新启动以重建。';
  if (status === 429) return 'Qdrant 请求过多，知识库暂时不可用，请稍后再试。';
  if (status >= 500) return 'Qdrant 出错，知识库暂时不可用，请稍后再试。';
  return `Qdrant 没有接受请求（HTTP ${status}），知识库不可用；请检查 Qdrant 的版本（1.15 以上）与设置。`;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /abort|timeout/i.test(`${error.name} ${error.message}`);
}

/** What the server said, or the cause deep inside `fetch failed`. */
function reasonOf(error: unknown): string {
  const said = readField(readField(readField(error, 'data'), 'status'), 'error');
  if (typeof said === 'string') return said.slice(0, 500);
  const cause = readField(error, 'cause');
  return [error, cause]
    .map((one) => (one instanceof Error ? one.message : ''))
    .join(' ')
    .trim();
}

function readNumber(value: unknown, name: string): number | null {
  const found = readField(value, name);
  return typeof found === 'number' ? found : null;
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
