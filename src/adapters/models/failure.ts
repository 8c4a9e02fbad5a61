import type { ModelFailure } from '../../ports/chat-model.ts';

/** What an endpoint said when it would not do it: for looking at, not for logs, as it may repeat the prompt or the key. */
export type Rejection = { status: number; said: string };

/** What went wrong between us and the endpoint; becomes a `ModelError` where it is known what was spent. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: ModelFailure;
  /** null when there was no answer at all. */
  readonly rejection: Rejection | null;
  /** Milliseconds after which asking once more makes sense; null when it does not. */
  readonly againIn: number | null;

  constructor(kind: ModelFailure, message: string, more: { rejection?: Rejection; againIn?: number | null } = {}) {
    super(message);
    this.kind = kind;
    this.rejection = more.rejection ?? null;
    this.againIn = more.againIn ?? null;
  }
}

/** The failure that a library wrapped into errors of its own; anything else is a connection or an answer that broke. */
export function failureIn(error: unknown): Failure {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof Failure) return at;
  }
  return new Failure('unavailable', '模型端点的答复不完整。');
}
