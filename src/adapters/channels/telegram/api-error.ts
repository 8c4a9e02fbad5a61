import { neverSent } from '../never-sent.ts';

/** What the server said no with. */
export type Refusal = {
  code: number;
  description: string;
  retryAfterMs: number | null;
  /** The chat goes on under this id. */
  movedTo: string | null;
};

type Answer = {
  error_code: number;
  description: string;
  parameters?: { retry_after?: number | undefined; migrate_to_chat_id?: number | undefined } | undefined;
};

/** Connecting failed; an empty reason is what Node gives when it has tried several addresses. */
const whileConnecting = /reason: (?:(?:connect|getaddrinfo) .*)?$/u;

/**
 * A call that did not come back with a result. Nothing of the client's own error is kept but words without the token:
 * that one carries the request, with the token in its address and the members' words in its body.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Null: there was no answer that could be read. */
  readonly refusal: Refusal | null;
  /** Whether the request can have reached the server. */
  readonly sent: boolean;

  constructor(method: string, of: { refusal: Answer | null; error: unknown; redact: (text: string) => string }) {
    super(`${method}: ${of.redact(wordsOf(of.error))}`);
    this.refusal = of.refusal === null ? null : readRefusal(of.refusal, of.redact);
    this.sent = of.refusal !== null || !failedToConnect(of.error);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readRefusal(answer: Answer, redact: (text: string) => string): Refusal {
  const { retry_after: seconds, migrate_to_chat_id: movedTo } = answer.parameters ?? {};
  return {
    code: answer.error_code,
    description: redact(String(answer.description)),
    retryAfterMs: seconds === undefined ? null : seconds * 1000,
    movedTo: movedTo === undefined ? null : String(movedTo),
  };
}

function failedToConnect(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return neverSent.has(code) || (code === 'ETIMEDOUT' && whileConnecting.test(error.message));
}
