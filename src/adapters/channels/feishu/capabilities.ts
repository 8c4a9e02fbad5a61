import type { Capabilities } from '../../../domain/channel.ts';

/** Of UTF-8. The platform takes 30 KB of a rich text or a card, in which quotes and line ends count several times. */
export const mostTextBytes = 20_000;
export const mostCardBytes = 30_000;
export const mostFileBytes = 30 * 1024 * 1024;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Talk of the group that does not mention the bot comes in only with a permission that needs a reason: `addressed` is
 * what every app gets. What is read in a private chat is told by events that do not say in which: it is asked for instead.
 */
export const capabilities: Capabilities = {
  inbound: 'addressed',
  redelivery: 'until-stored',
  maxText: { value: mostTextBytes, in: 'bytes' },
  files: { maxBytes: mostFileBytes, maxCaption: 0 },
  quotes: true,
  buttons: true,
  receipts: [],
  idempotentSend: true,
  // An hour, less what a request can hang.
  idempotentForMs: 50 * minuteMs,
  sentBy: 'bot',
  directChats: true,
  readers: { withinMs: 7 * dayMs },
  rates: [
    // Shared by all bots of the group.
    { scope: 'conversation', max: 5, perMs: 1_000, burst: 1 },
    { scope: 'account', max: 50, perMs: 1_000, burst: 5 },
    { scope: 'account', max: 1_000, perMs: 60_000, burst: 20 },
  ],
  pause: null,
};
