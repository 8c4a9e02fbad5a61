import type { ConversationRef } from '../domain/conversation.ts';
import type { InboundMessage } from '../domain/message.ts';

/** What leaves the house. `idempotencyKey` is passed on where the platform takes one. */
export type Outbound = {
  to: ConversationRef;
  text: string;
  /** The platform's id of the message this replies to; the asker is mentioned where the platform can. */
  replyTo: { messageId: number; senderName: string } | null;
  idempotencyKey: string;
};

export type SendResult = { platformMessageId: string | null };

export type ChannelFailure =
  | { kind: 'rate_limited'; retryAfterMs: number }
  | { kind: 'transient' }
  | { kind: 'unknown_outcome' }
  | { kind: 'permanent' }
  | { kind: 'gone' };

/** The only error a channel throws from `send`. `message` is safe to show and to log. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly failure: ChannelFailure;

  constructor(failure: ChannelFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.failure = failure;
  }
}

export type ChannelHealth = { state: 'up' | 'degraded' | 'down'; detail: string };

export type Accepted = { messageId: number; fresh: boolean };

/** Stores a message; resolving means "stored", only then is the platform told. */
export type Accept = (message: InboundMessage) => Promise<Accepted>;

/**
 * One connection to a chat platform.
 *
 * Every adapter passes test/contract/channel.ts.
 */
export interface Channel {
  readonly id: string;
  /** True when sending the same idempotency key twice shows one message; an unknown outcome may then be retried. */
  readonly idempotentSend: boolean;
  /** Resolves when sent or throws a `ChannelError`. */
  send(message: Outbound, signal: AbortSignal): Promise<SendResult>;
  health(): ChannelHealth;
}
