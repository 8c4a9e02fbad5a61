/** Every failure the application foresees. Tables keyed by it: HTTP status (console), reply sentence and retry (inbox). */
export type ErrorCode =
  | 'config/invalid'
  | 'usage/invalid'
  | 'input/invalid'
  | 'input/too-long'
  | 'input/too-slow'
  | 'access/unauthenticated'
  | 'access/code-needed'
  | 'access/denied'
  | 'access/too-many'
  | 'record/not-found'
  | 'record/conflict'
  | 'store/newer'
  | 'store/busy'
  | 'store/unavailable'
  | 'index/unavailable'
  | 'model/unavailable';

/** A failure the application foresaw; its message is one Chinese sentence for the person. Anything else thrown is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

export function hasCode(error: unknown, code: ErrorCode): error is AppError {
  return error instanceof AppError && error.code === code;
}
