import { keepFile } from './telegram-emulator-methods.ts';
import {
  addChat,
  type Bot,
  type Chat,
  chatJson,
  type EmulatorState,
  type Entity,
  type Json,
  keepMessage,
  type Place,
  type StoredMessage,
  type User,
} from './telegram-emulator-state.ts';
import { pushUpdate } from './telegram-emulator-updates.ts';

/** What a person does. `id`: of the message; one that is there already comes again. */
export type Said = {
  chat: number;
  from: User;
  text?: string;
  id?: number;
  entities?: Entity[];
  file?: { name: string; mime: string; bytes: Uint8Array };
  replyTo?: number;
  thread?: number;
  /** Whatever else the message holds. */
  extra?: Json;
};

/** The people of the chats, and what they can do to a bot. */
export type People = {
  /** The update of each bot that gets it, by token. */
  say(said: Said): ReadonlyMap<string, number>;
  /** Presses a button under a message, the first one unless `place` says which; the id of the press. */
  press(pressed: { chat: number; message: number; from: User; place?: number }): string;
  /** Puts the bot in or out of a chat. */
  place(bot: Bot, chat: number, place: Place): void;
  /** The group becomes a supergroup; both sides say so. Returns its new id. */
  migrate(chat: number): number;
};

export function createPeople(state: EmulatorState): People {
  let presses = 0;

  function hand(chat: Chat, message: StoredMessage): Map<string, number> {
    const updates = new Map<string, number>();
    for (const bot of state.bots.values()) {
      const update = hears(bot, chat, message) ? pushUpdate(bot, 'message', message) : undefined;
      if (update !== undefined) updates.set(bot.token, update);
    }
    state.changed();
    return updates;
  }

  return {
    say(said) {
      const chat = find(state, said.chat);
      const again = chat.messages.find(({ message_id: id }) => id === said.id);
      return hand(chat, again ?? keepMessage(chat, written(state, chat, said)));
    },
    press({ chat: chatId, message: messageId, from, place = 0 }) {
      const chat = find(state, chatId);
      const message = chat.messages.find(({ message_id: id }) => id === messageId);
      const data = message?.reply_markup?.inline_keyboard[0]?.[place]?.callback_data;
      if (message === undefined || data === undefined) throw new Error(`message ${messageId} has no button`);
      const id = `press-${(presses += 1)}`;
      state.presses.add(id);
      for (const bot of state.bots.values())
        if (bot.user.id === message.from?.id)
          pushUpdate(bot, 'callback_query', { id, from, message, data, chat_instance: '1' });
      state.changed();
      return id;
    },
    place(bot, chatId, place) {
      const chat = find(state, chatId);
      const before = bot.places.get(chatId) ?? 'left';
      bot.places.set(chatId, place);
      const side = (status: Place): Json => ({ user: bot.user, status });
      pushUpdate(bot, 'my_chat_member', {
        chat: chatJson(chat),
        from: { id: 1, is_bot: false, first_name: '群主' },
        date: 0,
        old_chat_member: side(before),
        new_chat_member: side(place),
      });
      state.changed();
    },
    migrate(chatId) {
      const old = find(state, chatId);
      const id = -1_000_000_000_000 - Math.abs(chatId);
      const chat = addChat(state, { id, type: 'supergroup', ...(old.title === undefined ? {} : { title: old.title }) });
      for (const bot of state.bots.values()) {
        const place = bot.places.get(chatId);
        if (place !== undefined) bot.places.set(id, place);
      }
      hand(old, keepMessage(old, { migrate_to_chat_id: id }));
      old.movedTo = id;
      hand(chat, keepMessage(chat, { migrate_from_chat_id: chatId }));
      return id;
    },
  };
}

function find(state: EmulatorState, id: number): Chat {
  const chat = state.chats.get(id);
  if (chat === undefined) throw new Error(`there is no chat ${id}`);
  return chat;
}

function written(state: EmulatorState, chat: Chat, said: Said): Json & { from: User } {
  const { from, text, id, file, replyTo, thread, extra = {} } = said;
  const quoted = chat.messages.find(({ message_id: id }) => id === replyTo);
  const entities = said.entities ?? entitiesOf(text ?? '');
  return {
    from,
    ...(id === undefined ? {} : { message_id: id }),
    ...(file === undefined ? {} : { document: keepFile(state, file) }),
    ...(text && (file === undefined ? { text } : { caption: text })),
    ...(entities.length === 0 ? {} : { [file === undefined ? 'entities' : 'caption_entities']: entities }),
    ...(quoted === undefined ? {} : { reply_to_message: quoted }),
    ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
    ...extra,
  };
}

/** What the platform itself marks: user names and commands, in Latin letters only. */
function entitiesOf(text: string): Entity[] {
  const found = [...text.matchAll(/(?<![\w/])\/[a-z0-9_]{1,32}(?:@\w{4,32})?|(?<![\w/])@\w{4,32}/giu)];
  return found.map(({ 0: word, index: offset }) => ({
    type: word.startsWith('/') ? 'bot_command' : 'mention',
    offset,
    length: word.length,
  }));
}

/** In a group with privacy mode only what is meant for the bot comes, and what happens to the group. */
function hears(bot: Bot, chat: Chat, message: StoredMessage): boolean {
  const place = bot.places.get(chat.id);
  if (place !== 'member' && place !== 'administrator') return false;
  if (chat.type === 'private' || !bot.privacy || place === 'administrator') return true;
  const words = message.text ?? message.caption;
  if (words === undefined) return message.document === undefined || message.reply_to_message?.from?.id === bot.user.id;
  const entities = message.entities ?? (message['caption_entities'] as Entity[] | undefined) ?? [];
  const named = entities.some(
    ({ offset, length, user }) =>
      user?.id === bot.user.id ||
      words
        .slice(offset, offset + length)
        .toLowerCase()
        .endsWith(`@${bot.user.username.toLowerCase()}`),
  );
  return words.startsWith('/') || named || message.reply_to_message?.from?.id === bot.user.id;
}
