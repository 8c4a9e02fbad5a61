/** What the process of the bot and the process that holds the gateway say to each other. */

export type GatewayOptions = { puppet: string; token: string; endpoint: string; tls: boolean };

export type Account = { id: string; name: string };

/** A file as it came; without `bytes` it was too large, or the gateway did not give it. */
export type ReceivedFile = {
  kind: 'file' | 'image' | 'audio' | 'video';
  name: string;
  mime: string;
  bytes: Uint8Array | null;
};

/** `selfAlias`: how the bot is called in this room only. */
export type ReceivedRoom = { id: string; topic: string | null; selfAlias: string | null };

/** A message as the gateway handed it over. */
export type Received = {
  id: string;
  /** Null: somebody wrote to the bot alone. */
  room: ReceivedRoom | null;
  sender: { id: string; name: string; official: boolean };
  text: string;
  /** Empty where the gateway does not say. */
  mentionIds: readonly string[];
  sentAt: number;
  file: ReceivedFile | null;
};

/** What is to be said; `mention` is the contact who is meant by it. */
export type Say =
  | { kind: 'text'; to: Recipient; text: string; mention: string | null }
  | { kind: 'file'; to: Recipient; name: string; bytes: Uint8Array };

export type Recipient = { kind: 'group' | 'direct'; id: string };

export type ToGateway =
  | { kind: 'start'; options: GatewayOptions }
  | { kind: 'say'; call: number; say: Say }
  /** `farewell`: the gateway is told; a dead one cannot be. */
  | { kind: 'stop'; farewell: boolean };

export type FromGateway =
  | { kind: 'started' }
  | { kind: 'login'; account: Account }
  | { kind: 'logout' }
  /** Somebody has to scan a code with WeChat. */
  | { kind: 'scan' }
  | { kind: 'alive' }
  | { kind: 'trouble'; reason: string }
  | { kind: 'message'; message: Received }
  | { kind: 'room'; change: 'joined' | 'left'; room: { id: string; topic: string | null } }
  | { kind: 'said'; call: number; id: string | null }
  | { kind: 'refused'; call: number; reason: string };

/** Bytes of the largest file taken in or sent. */
export const maxFileBytes = 20 * 1024 * 1024;

/** Begins the reason of a refusal that comes from our side of the gateway: the bot is not in that conversation. */
export const notThere = 'qingyu: not in this conversation';
/** The same for what failed before anything was handed to the gateway. */
export const notBegun = 'qingyu: nothing was sent:';
