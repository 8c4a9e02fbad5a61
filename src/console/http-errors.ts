import type { Context } from 'hono';
import { AppError } from '../base/errors.ts';
import type { ErrorCode } from '../base/errors.ts';
import { noticePage } from './notice-page.ts';

/** The status of every foreseen failure; a new code does not compile until it has one. */
export const statusOf = {
  'config/invalid': 500,
  'usage/invalid': 400,
  'input/invalid': 400,
  'input/too-long': 413,
  'input/too-slow': 408,
  'access/unauthenticated': 401,
  'access/code-needed': 401,
  'access/denied': 403,
  'access/too-many': 429,
  'record/not-found': 404,
  'record/conflict': 409,
  'store/newer': 500,
  'store/busy': 503,
  'store/unavailable': 503,
  'index/unavailable': 503,
  'model/unavailable': 503,
} as const satisfies Record<ErrorCode, number>;

type Status = (typeof statusOf)[ErrorCode];
type Answer = { status: Status; code: ErrorCode | 'internal'; message: string };

const busySentence = '服务暂时不可用，请稍后再试。';
const brokenSentence = '服务出错了，请稍后再试；如果一直这样，请告诉管理员。';

/** JSON under /api, a small page elsewhere; what a 5xx was about stays in the log. */
export function respondWithError(context: Context, error: unknown): Response {
  const { status, code, message } = answerOf(error);
  const wait = error instanceof AppError ? error.details['retryAfterMs'] : undefined;
  if (typeof wait === 'number') context.header('Retry-After', String(Math.ceil(wait / 1_000)));
  // What is still coming of such a body is not read.
  if (code === 'input/too-slow' || code === 'input/too-long') context.header('Connection', 'close');
  if (context.req.path.startsWith('/api/')) return context.json({ error: { code, message } }, status);
  return context.html(noticePage(message), status);
}

/** True where the failure is ours and belongs in the log. */
export function isOurFault(error: unknown): boolean {
  return answerOf(error).status >= 500;
}

function answerOf(error: unknown): Answer {
  if (!(error instanceof AppError)) return { status: 500, code: 'internal', message: brokenSentence };
  const { code, message } = error;
  const status = statusOf[code];
  if (status === 503) return { status, code, message: busySentence };
  if (status === 500) return { status, code, message: brokenSentence };
  return { status, code, message };
}
