import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCall, type WecomCall } from './wecom-webhook-calls.ts';

/** What goes wrong with a call. */
export type WecomFault =
  /** The platform answers with HTTP 200, and says no. */
  | { kind: 'refuse'; code: number }
  /** Another server on the way answers with a page of its own; `taken`: after the platform took the message. */
  | { kind: 'html'; status: number; taken?: true }
  /** The connection ends; `taken`: after the platform has taken the message. */
  | { kind: 'reset'; taken?: true }
  /** There is no answer until the connection is closed. */
  | { kind: 'hang'; taken?: true };

export type WecomShown = { text: string } | { file: string; bytes: Uint8Array };

export type WecomWebhookEmulator = {
  /** Of all its calls, without a key. */
  root: string;
  /** As the page of a group's robot shows it. */
  addressOf(key: string): string;
  /** What members see, by the key of the group's robot; a key that is not in it is no robot. */
  groups: Map<string, WecomShown[]>;
  /** Each call with its key, in order. */
  calls: readonly { action: string; key: string }[];
  /** Called first for every call; null = none. */
  faultOf: ((call: { action: string; key: string }) => WecomFault | null) | null;
  /** The next call of this kind meets it. */
  fail(action: WecomCall['action'], fault: WecomFault): void;
  close(): Promise<void>;
};

const [mostText, mostMarkdown, mostFile] = [2_048, 4_096, 20 * 1024 * 1024];
const [mostAMinute, minuteMs] = [20, 60_000];

type State = {
  groups: Map<string, WecomShown[]>;
  media: Map<string, { file: string; bytes: Uint8Array }>;
  sentAt: Map<string, number[]>;
  limited: boolean;
};

/** The platform of group robots on loopback. `limited`: it counts twenty messages a minute and robot, as the real one. */
export async function startWecomWebhook({ limited = true }: { limited?: boolean } = {}): Promise<WecomWebhookEmulator> {
  const state: State = { groups: new Map(), media: new Map(), sentAt: new Map(), limited };
  const calls: { action: string; key: string }[] = [];
  const faults: { action: string; fault: WecomFault }[] = [];
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(request);
    if (call === null) return write(response, 404, 'not found');
    calls.push({ action: call.action, key: call.key });
    const place = faults.findIndex(({ action }) => action === call.action);
    const fault = place < 0 ? (emulator.faultOf?.(call) ?? null) : (faults.splice(place, 1)[0]?.fault ?? null);
    answer(state, { call, fault, request, response });
  };
  const root = `http://127.0.0.1:${await listen(server)}/cgi-bin/webhook`;
  const emulator: WecomWebhookEmulator = {
    root,
    addressOf: (key) => `${root}/send?key=${key}`,
    groups: state.groups,
    calls,
    faultOf: null,
    fail: (action, fault) => void faults.push({ action, fault }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return emulator;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return port;
}

type Exchange = { call: WecomCall; fault: WecomFault | null; request: IncomingMessage; response: ServerResponse };

function answer(state: State, { call, fault, request, response }: Exchange): void {
  if (fault === null) return writeJson(response, take(state, call));
  if ('taken' in fault) take(state, call);
  switch (fault.kind) {
    case 'refuse':
      return writeJson(response, { errcode: fault.code, errmsg: `refused, from ip: 192.0.2.1, key ${call.key}` });
    case 'html':
      return write(response, fault.status, '<html><body>gateway</body></html>');
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'hang':
      return;
  }
}

/** The codes are those of https://developer.work.weixin.qq.com/document/path/90313. */
function take(state: State, call: WecomCall): object {
  const shown = state.groups.get(call.key);
  if (shown === undefined) return { errcode: 93000, errmsg: 'invalid webhook url' };
  if (call.action === 'upload_media') return keep(state, call);
  if (isOverLimit(state, call.key)) return { errcode: 45009, errmsg: 'api freq out of limit' };
  const message = shownAs(state, call.body);
  if ('errcode' in message) return message;
  shown.push(message);
  return { errcode: 0, errmsg: 'ok' };
}

function isOverLimit({ sentAt, limited }: State, key: string): boolean {
  const now = Date.now();
  const recent = (sentAt.get(key) ?? []).filter((at) => at > now - minuteMs);
  if (limited && recent.length >= mostAMinute) return true;
  sentAt.set(key, [...recent, now]);
  return false;
}

function keep({ media }: State, { file }: WecomCall): object {
  if (file === null) return { errcode: 41005, errmsg: 'missing media data' };
  if (file.bytes.byteLength <= 5 || file.bytes.byteLength > mostFile)
    return { errcode: 40006, errmsg: 'invalid meida size' };
  const id = `media-${media.size + 1}`;
  media.set(id, { file: file.name, bytes: file.bytes });
  return { errcode: 0, errmsg: 'ok', type: 'file', media_id: id, created_at: `${Math.floor(Date.now() / 1000)}` };
}

function shownAs({ media }: State, body: WecomCall['body']): WecomShown | { errcode: number; errmsg: string } {
  const { msgtype, text, markdown, file } = body;
  if (msgtype === 'file') return media.get(file?.media_id ?? '') ?? { errcode: 40007, errmsg: 'invalid media_id' };
  const content = (msgtype === 'markdown' ? markdown : text)?.content ?? '';
  if (content === '') return { errcode: 44004, errmsg: 'empty content' };
  if (Buffer.byteLength(content) > (msgtype === 'markdown' ? mostMarkdown : mostText))
    return { errcode: 40058, errmsg: `${msgtype}.content exceed max length` };
  return { text: msgtype === 'markdown' ? content.replace(/\*\*|^#+ |^> /gmu, '') : content };
}

function writeJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body));
}

function write(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(body);
}
