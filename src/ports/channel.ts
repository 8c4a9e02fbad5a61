import type { Capabilities } from '../domain/channel.ts';
import type { ConversationChange, ConversationRef } from '../domain/conversation.ts';
import type { Attachment, InboundMessage } from '../domain/message.ts';
import type { ReportedKind } from '../domain/receipt.ts';
import type { FilledTemplate } from '../domain/sms-template.ts';

/**
 * What is said. Markdown comes with what stands for it where the platform shows none; a template with the words that
 * come of it, which is what channels show that take any text.
 */
export type Body =
  | { kind: 'text'; text: string }
  | { kind: 'markdown'; markdown: string; plain: string }
  | ({ kind: 'template'; text: string } & FilledTemplate)
  | { kind: 'file'; name: string; mime: string; bytes: Uint8Array; caption: string };

/** The message that is replied to: our number of it, and what its channel needs to quote it. */
export type ReplyTo = {
  messageId: number;
  replyRef: string | null;
  sender: { platformId: string; name: string };
};

/** One message of the platform, within the limits of the channel's capabilities. */
export type Outbound = {
  to: ConversationRef;
  body: Body;
  /** It quotes this message and mentions the asker where the platform can. */
  replyTo: ReplyTo | null;
  /** The delivery a 收到 button stands for, where the channel has buttons; null = no button. */
  receiptOf: string | null;
  /** What can be chosen under it, where the channel has buttons; never beside a 收到 button. Absent: nothing. */
  choices?: Choices;
  /** Passed on where the platform takes one. */
  idempotencyKey: string;
};

/** Buttons with these labels in a row, the same for everybody who sees them; they stand for a delivery. */
export type Choices = { deliveryId: string; labels: readonly string[] };

export type SendResult = { platformMessageId: string | null };

export type ChannelFailure =
  /** Refused for now. */
  | { kind: 'rate_limited'; retryAfterMs: number }
  /** Surely not delivered. */
  | { kind: 'transient' }
  /** May have been delivered. */
  | { kind: 'unknown_outcome' }
  /** Will never be taken as it is. */
  | { kind: 'permanent'; reason: 'bad_request' | 'too_long' | 'unsupported' }
  /** The bot was removed or blocked, or the conversation is no more. */
  | { kind: 'gone' }
  /** The conversation goes on under another id. */
  | { kind: 'moved'; to: ConversationRef }
  /** The platform does not know this account any more: nothing can be sent until a person acts. */
  | { kind: 'auth' };

/** The only error a channel throws from `send`. `message` is safe to show and to log. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly failure: ChannelFailure;

  constructor(failure: ChannelFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.failure = failure;
  }
}

/** A message that was sent, or may have been: its last attempt. */
export type Sought = { to: ConversationRef; idempotencyKey: string; sentAt: number };

/** What became of a message, as the platform tells it. `platformMessageId`: null where it gives none. */
export type Fate =
  /** Taken; nobody knows yet whether it arrives. */
  | { kind: 'taken'; platformMessageId: string | null }
  | { kind: 'delivered'; at: number; platformMessageId: string | null }
  /** It was taken and did not arrive, nor will it; `reason`: a sentence that may be shown. */
  | { kind: 'undelivered'; reason: string; platformMessageId: string | null }
  /** The platform shows none that is surely this one; `detail`: a sentence that may be shown. */
  | { kind: 'absent'; detail: string };

/** A message of the bot under the id its platform gave it. */
export type SentMessage = { to: ConversationRef; platformMessageId: string };

/** Somebody who saw a message, as the platform tells when it is asked; null = it gives none. */
export type Reader = { platformId: string; name: string | null; at: number | null };

/** `degraded`: it tries again by itself; `down`: a person must act, as `detail` says; `idle`: another process, or none, is connected. */
export type ChannelState = 'up' | 'degraded' | 'down' | 'idle';

/** `account`: as whom it is connected, null when that is not known. */
export type ChannelHealth = { state: ChannelState; detail: string; account: string | null };

export type Accepted = { messageId: number; fresh: boolean };

/** What is in each attachment, in their order, where the platform gives it with the message and never again; null = it did not. */
export type AttachmentContents = readonly (Uint8Array | null)[];

/** Stores a message; resolving means "stored", only then is the platform told. */
export type Accept = (message: InboundMessage, contents?: AttachmentContents) => Promise<Accepted>;

/** Somebody said 收到 under a delivery. */
export type Acknowledgement = {
  deliveryId: string;
  conversation: ConversationRef;
  sender: { platformId: string; name: string };
};

/** Somebody pressed a choice under a delivery; `place`: which one, 0 = the first. */
export type Choosing = Acknowledgement & { place: number };

/** What is shown to them alone, and what stands in place of the choices from now on; null = the choices stay. */
export type Chosen = { text: string; label: string | null };

/** The platform tells that messages of the bot, by its own ids, reached a member. */
export type Report = {
  kind: ReportedKind;
  conversation: ConversationRef;
  sender: { platformId: string; name: string };
  platformMessageIds: readonly string[];
};

/** Where a channel hands in what happened; resolving means "stored". */
export type Intake = {
  accept: Accept;
  note(change: ConversationChange): Promise<void>;
  /** The same person twice is one receipt. Resolves with the sentence to show to them. */
  acknowledge(pressed: Acknowledgement): Promise<string>;
  /** The same press twice changes nothing more. Anybody who sees a choice can press it. */
  choose(chosen: Choosing): Promise<Chosen>;
  /** Only what `capabilities.receipts` names. The same again, messages that ask for nothing, and people who never wrote, change nothing. */
  report(report: Report): Promise<void>;
};

/** What `doctor` says of one side of a channel; `action`: what to do about it, null when nothing. */
export type ChannelFinding = { state: 'ok' | 'warn' | 'fail'; detail: string; action: string | null };

/** A request of the platform to our address; `status` is answered, with an empty body. */
export type Webhook = {
  /** Where it is expected, e.g. `/telegram/webhook`. */
  path: string;
  handle(request: { header(name: string): string | null; body: unknown }): Promise<{ status: 200 | 400 | 403 | 500 }>;
};

/** What a channel does for as long as the bot runs, in one process at a time. */
export interface Connection {
  /**
   * Connects and takes in until the signal, reconnecting by itself. Resolves when all is put down, a few seconds after
   * the signal at the latest; before it only when a person must act, as `health` then says. Never rejects.
   */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * One account on a chat platform.
 *
 * Every adapter passes test/contract/channel.ts.
 */
export interface Channel {
  /** As the settings name it: `telegram`, or `telegram-hr` where there are several. */
  readonly id: string;
  readonly capabilities: Capabilities;
  /** Null: there is nothing to hold open. */
  readonly connection: Connection | null;
  readonly webhook: Webhook | null;
  /** False while a send from this process can only fail. */
  canSend(): boolean;
  /** Resolves when sent or throws a `ChannelError`. */
  send(message: Outbound, signal: AbortSignal): Promise<SendResult>;
  /** There where `capabilities.lookup` is: what became of a message; throws a `ChannelError` when it cannot be asked. */
  lookUp?(sought: Sought, signal: AbortSignal): Promise<Fate>;
  /** There where `capabilities.readers` is: who saw a message of the bot so far, each once; throws a `ChannelError` when it cannot be asked. */
  readers?(message: SentMessage, signal: AbortSignal): Promise<readonly Reader[]>;
  /**
   * There where attachments come with a `ref`: reads what is in one. Throws a `ChannelError`: `permanent` where another
   * try is in vain (too large, no longer there), else `transient`.
   */
  fetchFile?(attachment: Attachment, signal: AbortSignal): Promise<Uint8Array>;
  /** As this process sees it. */
  health(): ChannelHealth;
  /** Looks without connecting, and disturbs nobody who is connected: settings, rights, limits. */
  inspect(signal: AbortSignal): Promise<readonly ChannelFinding[]>;
}
