import { neverSent } from '../never-sent.ts';

/** What the platform said no with; `code` null: it gave none, as a gateway does. */
export type Refusal = { status: number; code: number | null; message: string; retryAfterMs: number | null };

const showing = /^POST \/open-apis\/im\/v1\/messages/u;

/** A call that did not come back with a result. It holds no token and nobody's words: it goes into the log. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Null: there was no answer that could be read. */
  readonly refusal: Refusal | null;
  /** Whether a message can have been shown for it: what only asks, or fetches a token, shows none. */
  readonly sent: boolean;

  constructor(action: string, of: { refusal: Refusal } | { error: unknown }) {
    const refusal = 'refusal' in of ? of.refusal : null;
    const failure = 'error' in of ? codeOf(of.error) : '';
    super(`${action}: ${refusal === null ? failure : wordsOf(refusal)}`);
    this.refusal = refusal;
    this.sent = showing.test(action) && !neverSent.has(failure);
  }
}

function wordsOf({ status, code, message }: Refusal): string {
  return `HTTP ${status}, code ${code ?? 'none'}, ${message}`;
}

/** The code of the system under what `fetch` throws, which says no more than that it failed. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const inner = error.cause instanceof AggregateError ? error.cause.errors[0] : error.cause;
  const from = inner instanceof Error ? inner : error;
  return 'code' in from && typeof from.code === 'string' ? from.code : error.name;
}
