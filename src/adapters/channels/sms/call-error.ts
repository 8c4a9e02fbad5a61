/** What the platform said no with. `permits`: how many it lets through in which time, where that is why. */
export type Refusal = { code: string; status: number; limit: 'minute' | 'hour' | 'day' | null };

/** No connection, so no request was sent. */
const neverSent =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|CERT_|SELF_SIGNED|UNABLE_TO_|connect ETIMEDOUT|ConnectTimeout/u;

/**
 * A call that did not come back with a result.
 *
 * Nothing of the SDK's own error is kept: its words and fields hold the address of the request, and with it the number,
 * the name and what was filled in.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
  /** Null: there was no answer of the platform that could be read. */
  readonly refusal: Refusal | null;
  /** Whether the request can have reached the platform. */
  readonly sent: boolean;

  constructor(action: string, of: { refusal: Refusal | null; sent: boolean }) {
    super(`${action}: ${of.refusal?.code ?? (of.sent ? 'no answer' : 'no connection')}`);
    this.refusal = of.refusal;
    this.sent = of.sent;
  }
}

/** Codes are words of the platform; whatever else stands in their place is not repeated. */
export function codeOf(written: unknown): string {
  return typeof written === 'string' && /^[A-Za-z][\w.]{0,99}$/u.test(written) ? written : 'Unknown';
}

/** Whether a failure of the network came before anything was sent. */
export function failedToConnect(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return neverSent.test(code) || neverSent.test(error.message);
}

/** The code where the SDK itself is not there. */
export const sdkMissing = 'SdkMissing';

/** Loads once; where that fails nothing can be sent until somebody installs what is missing. */
export function loadedOnce<T>(load: () => Promise<T>): (action: string) => Promise<T> {
  let loading: Promise<T> | null = null;
  return async (action) => {
    loading ??= load();
    try {
      return await loading;
    } catch {
      loading = null;
      throw new CallError(action, { refusal: { code: sdkMissing, status: 0, limit: null }, sent: false });
    }
  };
}

/** The work's result, or a `CallError` when the signal comes before: then nobody knows what became of it. */
export function orAborted<T>(action: string, work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new CallError(action, { refusal: null, sent: true }));
    signal.addEventListener('abort', abort, { once: true });
    const end = (): void => signal.removeEventListener('abort', abort);
    if (signal.aborted) abort();
    work.finally(end).then(resolve, reject);
  });
}
