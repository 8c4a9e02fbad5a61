import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createFaults, type Faults } from './telegram-emulator-faults.ts';
import { answer, type TelegramRequest } from './telegram-emulator-office.ts';
import { createPeople, type People } from './telegram-emulator-people.ts';
import { createRoom } from './telegram-emulator-room.ts';
import {
  addChat,
  type Bot,
  type Chat,
  createState,
  type EmulatorState,
  type PressAnswer,
  type StoredMessage,
} from './telegram-emulator-state.ts';
import { defaultAllowed, pushUpdate } from './telegram-emulator-updates.ts';
import { createCourier } from './telegram-emulator-webhook.ts';

export type TelegramEmulator = {
  /** As the address of the Bot API. */
  url: string;
  people: People;
  faults: Faults;
  /** Every call, in order, also of those that met a fault. */
  requests: readonly TelegramRequest[];
  /** The address of every request, in order. */
  paths: readonly string[];
  addBot(bot: { token: string; username: string; name?: string; privacy?: boolean }): Bot;
  /** A chat the bot is in. A private one has the id of its person. */
  addChat(bot: Bot, chat: Pick<Chat, 'id' | 'type'> & Partial<Chat>): Chat;
  /** Any update, as it stands. */
  push(bot: Bot, kind: string, content: unknown): number | undefined;
  /** What the bot has shown in a chat. */
  shown(bot: Bot, chat: number): readonly StoredMessage[];
  /** A file that messages can name. */
  addFile(fileId: string, bytes: Uint8Array): void;
  bytesOf(fileId: string): Uint8Array;
  answers: readonly PressAnswer[];
  /** Resolves when the condition holds; it is looked at whenever anything changes. */
  until(condition: () => boolean): Promise<void>;
  /** Refuses connections, also those that are open, until the function given back is called. */
  cut(): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

/** A server of the Bot API on 127.0.0.1, with people who write, and faults when they are asked for. */
export async function startTelegramEmulator({ port: wanted = 0 } = {}): Promise<TelegramEmulator> {
  const state = createState();
  const watching = new Set<() => void>();
  const courier = createCourier(state);
  state.changed = () => {
    for (const bot of state.bots.values()) courier.look(bot);
    for (const look of watching) look();
  };
  const faults = createFaults();
  const people = createPeople(state);
  const room = createRoom(state, people);
  const requests: TelegramRequest[] = [];
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    answer({ state, faults, requests, room }, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  const port = await listen(server, wanted);

  return {
    url: `http://127.0.0.1:${port}`,
    people,
    faults,
    requests,
    paths,
    answers: state.answers,
    addBot: (bot) => addBot(state, bot),
    addChat(bot, chat) {
      bot.places.set(chat.id, 'member');
      return addChat(state, chat);
    },
    push(bot, kind, content) {
      const update = pushUpdate(bot, kind, content);
      state.changed();
      return update;
    },
    shown: (bot, chat) => (state.chats.get(chat)?.messages ?? []).filter(({ from }) => from?.id === bot.user.id),
    addFile: (fileId, bytes) => void state.files.set(fileId, { path: `files/${fileId}`, bytes }),
    bytesOf: (fileId) => state.files.get(fileId)?.bytes ?? new Uint8Array(),
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          watching.delete(look);
          resolve();
        };
        watching.add(look);
        look();
      }),
    async cut() {
      await shut(server);
      return async () => void (await listen(server, port));
    },
    async close() {
      for (const bot of state.bots.values()) bot.webhook = null;
      if (server.listening) await shut(server);
    },
  };
}

function addBot(
  state: EmulatorState,
  {
    token,
    username,
    name = '清语',
    privacy = true,
  }: { token: string; username: string; name?: string; privacy?: boolean },
): Bot {
  const bot: Bot = {
    token,
    user: { id: 7_000_000 + state.bots.size, is_bot: true, first_name: name, username },
    privacy,
    revoked: false,
    places: new Map(),
    queue: [],
    nextUpdate: 1_000,
    allowed: defaultAllowed,
    waiting: null,
    webhook: null,
    commands: [],
  };
  state.bots.set(token, bot);
  return bot;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  return address.port;
}

async function shut(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
