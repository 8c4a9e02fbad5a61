import type { ReportedKind } from './receipt.ts';
import type { RateLimit } from './rate-limit.ts';

/** What a platform can do, as data: nobody outside an adapter asks which platform it is. */
export type Capabilities = {
  /** Which messages of a group reach the bot. */
  inbound: 'none' | 'addressed' | 'all';
  /** Whether what was not stored comes again. */
  redelivery: 'until-stored' | 'none';
  /** The longest text of one message; null = any. `units`: UTF-16 code units; `bytes`: of UTF-8. */
  maxText: { value: number; in: 'units' | 'bytes' } | null;
  /**
   * The largest file that can be sent, and the longest text in the same message (UTF-16 code units; 0 = it takes one of
   * its own); null = none can.
   */
  files: { maxBytes: number; maxCaption: number } | null;
  /** Whether a reply can quote what it replies to. */
  quotes: boolean;
  /** A written @ with the name of an account reaches that person. Absent: it is text as any other. */
  usernames?: true;
  /** Whether a message can carry buttons: 收到, or choices. */
  buttons: boolean;
  /** What the platform tells of single members: that they have a message, that they saw it. */
  receipts: readonly ReportedKind[];
  /** Sending the same idempotency key twice shows one message; an unknown outcome may then be retried. */
  idempotentSend: boolean;
  /** For how many milliseconds after the first attempt it knows the key again. Absent: for ever. */
  idempotentForMs?: number;
  /** `person`: deliveries wait for somebody who posts them by hand. */
  sentBy: 'bot' | 'person';
  /** Members can talk to the bot alone. Absent: they cannot. */
  directChats?: true;
  /** It takes no text but approved templates, filled in. Absent: it takes any text. */
  templatesOnly?: true;
  /**
   * The platform can be asked what became of a message; what it does not show after so many milliseconds it hardly
   * took. Absent: it cannot be asked.
   */
  lookup?: { sureAfterMs: number };
  /** A longer text, UTF-16 code units, has its buttons in a message of their own below it. Absent: under it. */
  maxButtonText?: number;
  /** The platform can be asked who saw a message in a group, for so many milliseconds after it. Absent: it cannot. */
  readers?: { withinMs: number };
  /** It writes only where somebody turned to the bot before. Absent: wherever the bot is. */
  afterContact?: true;
  /** What the platform allows; the sender stays under it. */
  rates: readonly RateLimit[];
  /** Between two unrequested messages of the account, milliseconds, drawn anew each time; null = none. */
  pause: { fromMs: number; toMs: number } | null;
};

/** What is known of single members without a word of theirs: the platform tells it, or does when it is asked. */
export function toldBy(capabilities: Pick<Capabilities, 'receipts' | 'readers'> | undefined): readonly ReportedKind[] {
  const { receipts = [], readers } = capabilities ?? {};
  return readers === undefined || receipts.includes('read') ? receipts : [...receipts, 'read'];
}
