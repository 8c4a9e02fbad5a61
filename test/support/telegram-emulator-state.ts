import type { Waiting } from './telegram-emulator-updates.ts';

export type Json = Record<string, unknown>;

export type User = { id: number; is_bot: boolean; first_name: string; last_name?: string; username?: string };

export type Entity = { type: string; offset: number; length: number; user?: User };

/** A message as the platform keeps it: what it gives out is made of these. */
export type StoredMessage = {
  message_id: number;
  date: number;
  chat: Json;
  from?: User;
  text?: string;
  caption?: string;
  entities?: Entity[];
  document?: { file_id: string; file_name: string; mime_type: string; file_size: number };
  reply_to_message?: StoredMessage;
  message_thread_id?: number;
  reply_markup?: { inline_keyboard: { text: string; callback_data: string }[][] };
} & Json;

export type Update = { update_id: number } & Json;

export type Chat = {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  messages: StoredMessage[];
  /** Topics by their thread id; null = the group has none. */
  topics: Map<number, string> | null;
  /** Where it went. */
  movedTo: number | null;
};

/** A bot's place in a chat. */
export type Place = 'member' | 'administrator' | 'left' | 'kicked';

export type Bot = {
  token: string;
  user: User & { username: string };
  /** Only what is meant for it comes from groups. */
  privacy: boolean;
  /** The token is not valid any more. */
  revoked: boolean;
  places: Map<number, Place>;
  queue: Update[];
  nextUpdate: number;
  allowed: readonly string[];
  waiting: Waiting | null;
  webhook: { url: string; secret: string; error: { at: number; words: string } | null } | null;
  commands: Json[];
};

/** `alert`: it is shown until it is closed. */
export type PressAnswer = { queryId: string; text: string; alert?: true };

export type EmulatorState = {
  bots: Map<string, Bot>;
  chats: Map<number, Chat>;
  files: Map<string, { path: string; bytes: Uint8Array }>;
  /** Presses that wait for an answer. */
  presses: Set<string>;
  answers: PressAnswer[];
  /** Called when anything changed. */
  changed: () => void;
};

export function createState(): EmulatorState {
  return {
    bots: new Map(),
    chats: new Map(),
    files: new Map(),
    presses: new Set(),
    answers: [],
    changed: () => {},
  };
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** A chat as messages name it. */
export function chatJson({ id, type, title, topics }: Chat): Json {
  return { id, type, ...(title === undefined ? {} : { title }), ...(topics === null ? {} : { is_forum: true }) };
}

export function addChat(state: EmulatorState, chat: Pick<Chat, 'id' | 'type'> & Partial<Chat>): Chat {
  const added: Chat = { messages: [], topics: null, movedTo: null, ...chat };
  state.chats.set(chat.id, added);
  return added;
}

/** Keeps a message, with the next number of its chat unless it has one. */
export function keepMessage(chat: Chat, message: Omit<StoredMessage, 'message_id' | 'date' | 'chat'>): StoredMessage {
  const last = chat.messages.at(-1)?.message_id ?? 0;
  const given = typeof message['message_id'] === 'number' ? message['message_id'] : last + 1;
  const kept = { date: seconds(), chat: chatJson(chat), ...message, message_id: given };
  chat.messages.push(kept);
  return kept;
}
