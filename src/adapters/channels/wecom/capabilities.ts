import type { Capabilities } from '../../../domain/channel.ts';

/** Of UTF-8: what one markdown or stream message may hold. */
export const mostBytes = 20_480;
/** What the platform asks a card to hold no more than, in characters; what is longer may be cut where it is shown. */
export const mostCardText = 112;
/** Of a file, in either direction. */
export const mostFileBytes = 20 * 1024 * 1024;

/** In a group the platform hands over what mentions the bot, once, and says of nothing that it was seen. */
export const capabilities: Capabilities = {
  inbound: 'addressed',
  redelivery: 'none',
  maxText: { value: mostBytes, in: 'bytes' },
  files: { maxBytes: mostFileBytes, maxCaption: 0 },
  quotes: true,
  buttons: true,
  maxButtonText: mostCardText,
  receipts: [],
  idempotentSend: false,
  sentBy: 'bot',
  directChats: true,
  afterContact: true,
  rates: [
    { scope: 'conversation', max: 30, perMs: 60_000, burst: 3 },
    { scope: 'conversation', max: 1_000, perMs: 3_600_000, burst: 30 },
  ],
  pause: null,
};
