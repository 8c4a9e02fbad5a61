import { z } from 'zod';
import type { People } from './telegram-emulator-people.ts';
import { badRequest } from './telegram-emulator-refusal.ts';
import type { EmulatorState, User } from './telegram-emulator-state.ts';

/** The side of the people over HTTP, for a demonstration: who writes is named, and is the same person each time. */
export type Room = { answer(method: string, path: string, body: unknown): unknown };

const said = z.object({ chat: z.int(), name: z.string().min(1), text: z.string().min(1), replyTo: z.int().optional() });
const pressed = z.object({ chat: z.int(), name: z.string().min(1), message: z.int(), place: z.int().optional() });

export function createRoom(state: EmulatorState, people: People): Room {
  const known = new Map<string, User>();

  function person(name: string): User {
    const user = known.get(name) ?? { id: 2_000 + known.size, is_bot: false, first_name: name };
    known.set(name, user);
    return user;
  }

  return {
    answer(method, path, body) {
      if (method === 'GET' && path === '/room') return chatsOf(state);
      if (method === 'POST' && path === '/room/messages') {
        const { name, replyTo, ...rest } = read(said, body);
        people.say({ ...rest, from: person(name), ...(replyTo === undefined ? {} : { replyTo }) });
        return chatsOf(state)
          .find(({ id }) => id === rest.chat)
          ?.messages.at(-1);
      }
      if (method === 'POST' && path === '/room/presses') {
        const { name, place = 0, ...rest } = read(pressed, body);
        const id = people.press({ ...rest, place, from: person(name) });
        return { id };
      }
      throw badRequest(
        'GET /room, POST /room/messages {chat, name, text, replyTo?}, POST /room/presses {chat, name, message, place?}',
      );
    },
  };
}

function chatsOf({ chats }: EmulatorState) {
  return [...chats.values()].map(({ id, title, messages }) => ({
    id,
    title,
    messages: messages.map(({ message_id: number, from, text, caption, document, reply_markup: markup }) => ({
      id: number,
      name: from?.first_name,
      text: text ?? caption,
      file: document?.file_name,
      buttons: markup?.inline_keyboard.flat().map((button) => button.text),
    })),
  }));
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data, error } = schema.safeParse(body);
  if (data === undefined) throw badRequest(z.prettifyError(error ?? new z.ZodError([])));
  return data;
}
