import type { Capabilities } from '../../../src/domain/channel.ts';
import type { ConversationRef } from '../../../src/domain/conversation.ts';
import type { InboundMessage } from '../../../src/domain/message.ts';
import type { ReportedKind } from '../../../src/domain/receipt.ts';
import type {
  AttachmentContents,
  Body,
  Channel,
  ChannelFailure,
  Choosing,
  Outbound,
  Report,
} from '../../../src/ports/channel.ts';

/** A message as a person writes it; `platformId` is the platform's id of it, a short number. */
export type Written = {
  platformId: string;
  sender: string;
  text: string;
  /** To the bot alone, not in the group. */
  direct?: true;
  file?: { name: string; mime: string; bytes: Uint8Array };
};

/** What became of one message of the bot on the platform's side. */
export type Shown = { text: string } | { file: string; bytes: Uint8Array };

/** What the platform does to the next send. */
export type Fault = ChannelFailure['kind'];

/** What is known of a platform before any of it runs; cases that it cannot have are not run, and are shown as such. */
export type Platform = {
  capabilities: Capabilities;
  /** Whether people can write to the bot alone. */
  direct: boolean;
  /** The faults it can answer with. */
  faults: readonly Fault[];
  /** Whether there is a connection that can be cut. */
  cuts: boolean;
  /** Whether files are fetched from it later; else it gives what is in them with the message. */
  fetches?: true;
};

/** One channel, connected, with its platform beside it, over the real wire. */
export type ChannelBench = {
  channel: Channel;
  group: ConversationRef;
  /** The conversation of the sender 张三 with the bot alone, where the platform has such. */
  direct: ConversationRef;
  /** How a member of this platform writes that the bot is meant. */
  mention: string;
  /** Lets the platform hand a message in; resolves when the channel has stored it and told the platform so. */
  receive(written: Written): Promise<void>;
  /** The same while the store fails: resolves when an attempt to store it has failed and the platform was not told. */
  receiveInVain(written: Written): Promise<void>;
  /** Resolves when the message of `receiveInVain` has come in after all: by the platform again, or kept by the channel. */
  comesAgain(written: Written): Promise<void>;
  /** From now on storing fails until called with null. */
  failStore(error: Error | null): void;
  /** Every call of `accept` that did not fail, in order, with what came in its attachments. */
  accepted: readonly (InboundMessage & { contents?: AttachmentContents })[];
  /** What members see of the bot in the group, oldest first. */
  shown(): Promise<readonly Shown[]>;
  /** Where the platform tells of single members: lets it tell that the sender 张三 has, or saw, a message of the bot. */
  reporting?: {
    tell(kind: ReportedKind, platformMessageId: string): Promise<void>;
    /** Every call of `report`, in order. */
    reports: readonly Report[];
  };
  /**
   * Where messages carry buttons: what members do with choices. A message is named by its id, or is the `newestMessage`
   * where the platform gives none; where each member has buttons of their own, `labels` are those of 张三. 李四 is told that they are
   * not theirs.
   */
  pressing?: {
    /** Presses the button at this place; resolves with what is shown to them alone, when it was handed in. */
    press(platformMessageId: string, by: { sender: '张三' | '李四'; place: number }): Promise<string>;
    /** The buttons under a message as they are now. */
    labels(platformMessageId: string): Promise<readonly string[]>;
    /** Every call of `choose`, in order. */
    chosen: readonly Choosing[];
  };
  /** Where the platform can be asked who saw a message: lets this member see one of the bot. */
  see?(platformMessageId: string, by: '张三' | '李四'): Promise<void>;
  /** The next send meets this fault, and only it. */
  fail(fault: Fault): void;
  /** Where the platform can be asked what became of a message: what is known there of the one with this key from now on. */
  report?(idempotencyKey: string, as: 'delivered' | 'undelivered'): void;
  /** Cuts the connection and holds it down until the function given back is called. */
  cut(): Promise<() => Promise<void>>;
  /** Resolves when the health of the channel is in this state. */
  until(state: 'up' | 'degraded' | 'down'): Promise<void>;
  /** Stops the connection, if any; resolves when it is put down. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

/** Stands for the id of what was sent last, where the platform gives none. */
export const newestMessage = '';

export function outbound(bench: ChannelBench, body: Body | string, changes: Partial<Outbound> = {}): Outbound {
  return {
    to: bench.group,
    body: typeof body === 'string' ? saying(bench, body) : body,
    replyTo: null,
    receiptOf: null,
    idempotencyKey: 'a',
    ...changes,
  };
}

/** A channel that takes templates only has one in its bench whose only variable is all of the text. */
export const wholeText = { template: '原文', variable: '内容' } as const;

function saying({ channel }: ChannelBench, text: string): Body {
  if (!channel.capabilities.templatesOnly) return { kind: 'text', text };
  const params = [{ name: wholeText.variable, value: text }];
  return { kind: 'template', template: wholeText.template, params, text };
}

export const soon = (): AbortSignal => AbortSignal.timeout(10_000);
