/** What a test and the process of the emulated gateway say to each other. */

export const botId = 'bot';
export const roomId = 'room@chatroom';

export type Heard = {
  id: string;
  from: string;
  text: string;
  /** Undefined: the gateway does not say who is mentioned. */
  mentionIds?: string[];
  direct?: boolean;
  file?: { name: string; bytes: Uint8Array; image?: boolean };
  /** A second ago when nothing is said. */
  sentAt?: number;
};

/** What happens to the next send: `shown` of it when the gateway fails after it has sent. */
export type SendFault = { kind: 'throw'; text: string; shown: boolean } | { kind: 'hang' } | { kind: 'no-id' };

export type Said = { to: string; text: string; mentionIds: string[] } | { to: string; file: string; bytes: Uint8Array };

/** `contact`: what is known of a person; the id of one is `wx-` and the name. */
export type Command =
  | { kind: 'contact'; name: string; official?: boolean; alias?: string }
  | { kind: 'receive'; heard: Heard; times: number }
  /** Speaks of a message that is not there. */
  | { kind: 'ghost' }
  /** Many messages, from twenty people to the bot alone, as fast as they go. */
  | { kind: 'flood'; first: number; count: number }
  /** The ids of the messages that a client has read. */
  | { kind: 'handed' }
  | { kind: 'fault'; fault: SendFault }
  | { kind: 'said' }
  /** Forgets what was said and what was to go wrong. */
  | { kind: 'forget' }
  | { kind: 'down' }
  | { kind: 'up' }
  | { kind: 'logout' }
  | { kind: 'login' }
  | { kind: 'waitForScan' }
  | { kind: 'room'; change: 'join' | 'leave' | 'topic'; topic?: string }
  | { kind: 'starts' };

export type Order = { call: number; command: Command };
export type Report = { call: number; result: unknown; error: string | null };
export type ServerOptions = { port: number; token: string; tls: boolean; botAlias: string };
