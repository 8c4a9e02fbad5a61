/** What the server said no with. `code`: a word or number of DingTalk, '' where it gave none. */
export type Refusal = {
  status: number;
  code: string;
  /** In the platform's own words, without what must not be shown. */
  said: string;
  /** Permissions that are missing, by their names. */
  scopes: readonly string[];
};

/** No connection, so no request was sent. */
const neverSent =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|CERT_|SELF_SIGNED|UNABLE_TO_|UND_ERR_CONNECT_TIMEOUT/u;

/**
 * A call that did not come back with a result. Nothing of the client's own error is kept but its code: addresses hold
 * tokens, and bodies the members' words.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Null: there was no answer that could be read. */
  readonly refusal: Refusal | null;
  /** Whether what was asked for can have happened. */
  readonly mayHaveActed: boolean;

  constructor(what: string, of: { refusal: Refusal | null; mayHaveActed: boolean; detail?: string }) {
    super(`${what}: ${of.refusal === null ? (of.detail ?? 'no answer') : `${of.refusal.status} ${of.refusal.code}`}`);
    this.refusal = of.refusal;
    this.mayHaveActed = of.mayHaveActed;
  }
}

/** What a failed `fetch` means. */
export function lostCall(what: string, error: unknown): ApiError {
  const code = codeOf(error);
  return new ApiError(what, { refusal: null, mayHaveActed: !neverSent.test(code), detail: code });
}

/** The same failure of a call that comes before the one that acts. */
export function beforeActing(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const before = new ApiError('', { refusal: error.refusal, mayHaveActed: false });
  before.message = error.message;
  return before;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const own = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (cause instanceof AggregateError && cause.errors.length > 0) return codeOf(cause.errors[0]);
  return cause instanceof Error ? codeOf(cause) : own;
}
