import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createFeishuFaults, type FeishuFault, type FeishuFaults } from './feishu-emulator-faults.ts';
import { createFeishuLine, type FeishuLine } from './feishu-emulator-line.ts';
import { type FeishuAnswer, type FeishuRequest, handleFeishu } from './feishu-emulator-office.ts';
import { createFeishuPeople, type FeishuPeople } from './feishu-emulator-people.ts';
import { createFeishuState, type FeishuChat, type FeishuState, type FeishuStored } from './feishu-emulator-state.ts';

export type FeishuEmulator = {
  /** As `FEISHU_DOMAIN`. */
  url: string;
  state: FeishuState;
  people: FeishuPeople;
  faults: FeishuFaults;
  line: FeishuLine;
  /** Every call, in order, also of those that met a fault. */
  requests: readonly FeishuRequest[];
  addChat(chat: Pick<FeishuChat, 'id' | 'kind' | 'members'> & Partial<FeishuChat>): void;
  /** What the bot has shown in a chat, oldest first. */
  shown(chat: string): readonly FeishuStored[];
  /** True when the bot has taken all it was told of. */
  settled(): boolean;
  /** Resolves when the condition holds; it is looked at whenever anything changes. */
  until(condition: () => boolean): Promise<void>;
  /** Refuses connections, also those that are open, until the function given back is called. */
  cut(): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

export const feishuApp = { appId: 'cli_0123456789abcdef', appSecret: 'geheim-of-the-app' };

/** The platform tells an event again after minutes; here nobody wants to wait. */
const usualPatienceMs = 3_000;

/** The open platform on 127.0.0.1, with people who write, and faults when they are asked for. */
export async function startFeishuEmulator({
  port: wanted = 0,
  app = feishuApp,
  patienceMs = usualPatienceMs,
} = {}): Promise<FeishuEmulator> {
  const state = createFeishuState(app);
  const faults = createFeishuFaults();
  const line = createFeishuLine(state, patienceMs);
  const requests: FeishuRequest[] = [];
  const watching = new Set<() => void>();
  state.changed = () => {
    for (const look of watching) look();
  };
  let url = '';
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => line.upgrade(request, socket, head));

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    requests.push(request);
    const fault = faults.next(callOf(request));
    if (fault === null || fault.kind === 'lost') {
      const answered = handleFeishu(state, request, url);
      if (fault === null) write(response, answered);
      else response.socket?.resetAndDestroy();
    } else writeFault(response, fault);
    state.changed();
  }

  const port = await listen(server, wanted);
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    state,
    people: createFeishuPeople(state, line.push),
    faults,
    line,
    requests,
    addChat: (chat) => void state.chats.set(chat.id, { name: '', joined: true, disbanded: false, ...chat }),
    shown: (chat) => [...state.messages.values()].filter((message) => message.chat === chat && message.from === 'bot'),
    settled: () => state.events.every(({ acknowledged, callback }) => acknowledged || callback !== null),
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
      await shut(server, line);
      return async () => void (await listen(server, port));
    },
    async close() {
      if (server.listening) await shut(server, line);
    },
  };
}

/** Both ways to post a message are one. */
function callOf({ method, path }: FeishuRequest): string {
  return method === 'POST' && path.startsWith('/open-apis/im/v1/messages') ? 'send' : `${method} ${path}`;
}

async function readRequest(incoming: IncomingMessage): Promise<FeishuRequest> {
  const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://emulator');
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const type = incoming.headers['content-type'] ?? '';
  const { method = '', headers } = incoming;
  const request = { method, path: pathname, query: searchParams, token: headers.authorization?.split(' ')[1] ?? null };
  if (!type.startsWith('multipart/'))
    return { ...request, body: bytes.length === 0 ? {} : JSON.parse(bytes.toString()), file: null };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  const body = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  if (!(file instanceof File)) return { ...request, body, file: null };
  return { ...request, body, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

function write(response: ServerResponse, { status, body }: FeishuAnswer): void {
  const isFile = body instanceof Uint8Array;
  response.writeHead(status, {
    'content-type': isFile ? 'application/octet-stream' : 'application/json; charset=utf-8',
  });
  response.end(isFile ? body : JSON.stringify(body));
}

function writeFault(response: ServerResponse, fault: Exclude<FeishuFault, { kind: 'lost' }>): void {
  switch (fault.kind) {
    case 'refused':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(JSON.stringify({ code: fault.code, msg: fault.msg }));
      return;
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end('<html><body><h1>Bad Gateway</h1></body></html>');
      return;
    case 'drop':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  return address.port;
}

async function shut(server: Server, line: FeishuLine): Promise<void> {
  server.close();
  line.drop();
  server.closeAllConnections();
  await once(server, 'close');
}
