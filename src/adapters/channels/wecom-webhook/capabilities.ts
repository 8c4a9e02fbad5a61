import type { Capabilities } from '../../../domain/channel.ts';

const megabyte = 1024 * 1024;

/** Bytes of UTF-8; https://developer.work.weixin.qq.com/document/path/91770. */
export const mostText = 2_048;
export const mostMarkdown = 4_096;
export const mostFile = 20 * megabyte;
/** The platform takes no file that is as small as this. */
export const tooSmallFile = 5;

/** It speaks and hears nothing: members answer nowhere in the group, and press nothing. */
export const capabilities: Capabilities = {
  inbound: 'none',
  redelivery: 'none',
  maxText: { value: mostText, in: 'bytes' },
  files: { maxBytes: mostFile, maxCaption: 0 },
  quotes: false,
  buttons: false,
  receipts: [],
  idempotentSend: false,
  sentBy: 'bot',
  // A robot is in one group, so that its limit is that of the group.
  rates: [{ scope: 'conversation', max: 20, perMs: 60_000, burst: 3 }],
  pause: null,
};
