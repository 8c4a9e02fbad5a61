import type { Capabilities } from '../../../domain/channel.ts';
import { maxFileBytes } from './wire.ts';

/** WeChat states no limit; longer texts are folded away in its windows. */
export const maxTextUnits = 2_000;

/** WeChat states no rates either, and closes accounts that behave like machines: these are what people do. */
export const capabilities: Capabilities = {
  inbound: 'all',
  redelivery: 'none',
  maxText: { value: maxTextUnits, in: 'units' },
  files: { maxBytes: maxFileBytes, maxCaption: 0 },
  quotes: false,
  buttons: false,
  receipts: [],
  idempotentSend: false,
  sentBy: 'bot',
  directChats: true,
  rates: [{ scope: 'account', max: 20, perMs: 60_000, burst: 3 }],
  pause: { fromMs: 4_000, toMs: 8_000 },
};
