import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createFaults, type Faults } from './dingtalk-emulator-faults.ts';
import { type Call, createState, nextName, type Person, type Shown, type State } from './dingtalk-emulator-state.ts';
import { type Courier, createCourier } from './dingtalk-emulator-stream.ts';
import { answer } from './dingtalk-emulator-wire.ts';

/** A message as somebody writes it; `to`: a group, or the bot alone. */
export type Said = {
  to: string | 'bot';
  from: Person;
  text?: string;
  /** The platform's id of it; a number of its own without. */
  id?: string;
  file?: { name: string; bytes: Uint8Array };
  /** Fields of the callback that are otherwise. */
  changes?: object;
};

export type DingtalkEmulator = {
  url: string;
  app: State['app'];
  faults: Faults;
  calls: readonly Call[];
  pongs: readonly string[];
  pings(): number;
  addGroup(id: string, title: string): void;
  addPerson(person: Person): void;
  /** Lets somebody write; `@清语` in it is a mention of the bot, which is taken out as the platform does. */
  say(said: Said): void;
  /** How many messages are not acknowledged. */
  waiting(): number;
  /** Brings what is not acknowledged again. */
  redeliver(): void;
  ping(data: string): void;
  disconnect(): void;
  /** From now on nothing is said or answered over the stream, or it is again. */
  silence(on: boolean): void;
  /** Cuts the streams without a word. */
  drop(): void;
  streams(): number;
  expireTokens(): void;
  expireSessions(): void;
  shown(to: string): readonly Shown[];
  see(key: string, by: readonly string[]): void;
  addFile(code: string, bytes: Uint8Array): void;
  /** Resolves when the condition holds; it is looked at whenever anything changes. */
  until(condition: () => boolean): Promise<void>;
  /** Refuses connections, also those that are open, until the function given back is called. */
  cut(): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

export const clientId = 'dingqingyu';
export const clientSecret = 'geheim-secret-of-the-app';
const sessionMs = 90 * 60_000;

/** DingTalk on 127.0.0.1, HTTP and WebSocket. `redeliverMs`: how long it waits for an acknowledgement; 0 = until told. */
export async function startDingtalkEmulator({ redeliverMs = 0 } = {}): Promise<DingtalkEmulator> {
  const app = { clientId, clientSecret, revoked: false, scopes: new Set(['qyapi_robot_sendmsg']), robot: true };
  const state = createState(app, createFaults());
  const watching = new Set<() => void>();
  state.changed = () => {
    for (const look of watching) look();
  };
  const courier = createCourier(state);
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.on('upgrade', courier.upgrade);
  const port = await listen(server, 0);
  state.url = `http://127.0.0.1:${port}`;
  const timer =
    redeliverMs === 0 ? undefined : setInterval(() => redeliverLate(state, courier, redeliverMs), redeliverMs / 2);

  return {
    url: state.url,
    app,
    faults: state.faults,
    calls: state.calls,
    pongs: state.pongs,
    pings: () => state.pings,
    addGroup: (id, title) => void state.groups.set(id, title),
    addPerson: (person) => void state.people.set(person.staffId, person),
    say(said) {
      state.waiting.set(nextName(state, 'frame'), { data: callbackOf(state, said), pushes: 0, pushedAt: 0 });
      courier.push('new');
    },
    waiting: () => state.waiting.size,
    redeliver: () => courier.push('all'),
    ping: courier.ping,
    disconnect: courier.disconnect,
    silence: (on) => void (state.silent = on),
    drop: courier.drop,
    streams: () => state.sockets.size,
    expireTokens: () => state.tokens.clear(),
    expireSessions: () => state.sessions.clear(),
    shown: (to) => state.shown.filter((one) => one.to === to),
    see: (key, by) => void state.readers.set(key, [...new Set([...(state.readers.get(key) ?? []), ...by])]),
    addFile: (code, bytes) => void state.files.set(code, bytes),
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
      await shut(server, courier);
      return async () => void (await listen(server, port));
    },
    async close() {
      clearInterval(timer);
      if (server.listening) await shut(server, courier);
    },
  };
}

function redeliverLate(state: State, courier: Courier, ms: number): void {
  if ([...state.waiting.values()].some(({ pushedAt }) => pushedAt < Date.now() - ms)) courier.push('all');
}

function callbackOf(state: State, { to, from, text = '', id, file, changes = {} }: Said): string {
  const isDirect = to === 'bot';
  const session = nextName(state, 'session');
  const until = Date.now() + sessionMs;
  state.sessions.set(session, { to: isDirect ? from.staffId : to, until });
  state.people.set(from.staffId, from);
  const isInAtList = text.includes('@清语');
  return JSON.stringify({
    conversationId: isDirect ? `cid-${from.staffId}` : to,
    conversationType: isDirect ? '1' : '2',
    ...(isDirect ? {} : { conversationTitle: state.groups.get(to), isInAtList }),
    msgId: id ?? nextName(state, 'msg'),
    createAt: Date.now(),
    senderId: `$:LWCP_v1:$${from.staffId}`,
    senderStaffId: from.staffId,
    senderNick: from.nick,
    chatbotUserId: '$:LWCP_v1:$bot',
    robotCode: state.app.clientId,
    sessionWebhook: `${state.url}/robot/sendBySession?session=${session}`,
    sessionWebhookExpiredTime: until,
    ...contentOf(state, text, file),
    ...changes,
  });
}

function contentOf(state: State, text: string, file: Said['file']): object {
  if (file === undefined) return { msgtype: 'text', text: { content: text.replaceAll('@清语', '') } };
  const downloadCode = nextName(state, 'code');
  state.files.set(downloadCode, file.bytes);
  return { msgtype: 'file', content: { downloadCode, fileName: file.name, spaceId: '1', fileId: '2' } };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  return address.port;
}

async function shut(server: Server, courier: Courier): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  courier.drop();
  server.closeAllConnections();
  await closed;
}
