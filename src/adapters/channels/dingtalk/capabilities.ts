import type { Capabilities } from '../../../domain/channel.ts';

/** What `msgParam` of a message may hold, bytes of JSON; from https://open.dingtalk.com/document/orgapp/types-of-messages-sent-by-robots. */
export const mostParamBytes = 15_000;
/** Quotes and line ends take two bytes in JSON: whatever is that long fits. */
export const mostTextBytes = 7_200;
/** What `/media/upload` takes of the type `file`. */
export const mostFileBytes = 20 * 1024 * 1024;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * More than 20 messages a minute in one group are refused for ten minutes, so much less is sent. There are no buttons:
 * they come only with cards, whose templates each association would have to build in the console of DingTalk; who has
 * read a message is asked instead, and 收到 is said in words.
 */
export const capabilities: Capabilities = {
  inbound: 'addressed',
  redelivery: 'until-stored',
  maxText: { value: mostTextBytes, in: 'bytes' },
  files: { maxBytes: mostFileBytes, maxCaption: 0 },
  quotes: false,
  buttons: false,
  receipts: [],
  idempotentSend: false,
  sentBy: 'bot',
  directChats: true,
  readers: { withinMs: 7 * dayMs },
  rates: [
    { scope: 'conversation', max: 15, perMs: minuteMs, burst: 3 },
    { scope: 'account', max: 10, perMs: 1_000, burst: 3 },
  ],
  pause: null,
};
