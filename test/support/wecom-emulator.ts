import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { type FileServer, startFileServer } from './wecom-emulator-files.ts';
import { shownText } from './wecom-emulator-markdown.ts';
import { createUploads, type Media, type Uploads } from './wecom-emulator-uploads.ts';
import {
  type Answer,
  type Card,
  cardShape,
  frameShape,
  ok,
  replyShape,
  sendShape,
  updateShape,
  welcomeShape,
} from './wecom-emulator-wire.ts';

/** What members see of one message of the bot. `views`: the card as those see it for whom it was changed. */
export type Shown = {
  chat: string;
  kind: 'text' | 'card' | 'file' | 'welcome';
  text: string;
  /** The question it answers, by its number. */
  answers: string | null;
  card: Card | null;
  views: Map<string, Card>;
  file: Media | null;
};

/** What happens to the next frame of a kind. `silent`: no answer, and `shown` whether it is done all the same. */
export type Fault =
  | { kind: 'refuse'; errcode: number; errmsg: string }
  | { kind: 'silent'; shown: boolean }
  | { kind: 'drop'; shown: boolean };

export type Said = {
  /** Null: to the bot alone. */
  chat: string | null;
  from: string;
  msgid?: string;
  content: Record<string, unknown> & { msgtype: string };
  quote?: Record<string, unknown> & { msgtype: string };
};

export type WecomEmulator = {
  url: string;
  botId: string;
  secret: string;
  files: FileServer;
  /** Groups the bot is in. It may write where it was spoken to, and to people who wrote to it. */
  addGroup(chat: string): void;
  shown(chat: string): readonly Shown[];
  /** Hands a message over, under a number of its own; lost when nobody is connected. Gives the number. */
  say(said: Said): string;
  text(said: { chat: string | null; from: string; text: string; msgid?: string }): string;
  press(card: Shown, by: { from: string; place: number; legacy?: true }): string;
  enter(from: string): void;
  /** The next frames of this command meet these, one each. */
  fault(cmd: string, fault: Fault): void;
  /** What the bot sent, in order. */
  frames: readonly { cmd: string; body: unknown }[];
  connected(): boolean;
  logins(): number;
  /** Cuts the connection, with nobody told. */
  drop(): void;
  cut(): Promise<() => Promise<void>>;
  /** Another program connects as the bot. */
  takeOver(): void;
  refuseSecret(answer: Answer | null): void;
  close(): Promise<void>;
};

type State = {
  groups: Set<string>;
  spoken: Set<string>;
  shown: Shown[];
  /** Questions by the number under which they are answered, and where they were asked. */
  handles: Map<string, { msgid: string; chat: string }>;
  events: Map<string, { card: Shown; from: string }>;
  tasks: Set<string>;
  faults: Map<string, Fault[]>;
  frames: { cmd: string; body: unknown }[];
  uploads: Uploads;
  refusing: Answer | null;
  logins: number;
};

export const botId = 'aib-qingyu';
export const secret = 'secret_of-the-bot';

export async function startWecomEmulator(): Promise<WecomEmulator> {
  const files = await startFileServer();
  const state: State = {
    groups: new Set(),
    spoken: new Set(),
    shown: [],
    handles: new Map(),
    events: new Map(),
    tasks: new Set(),
    faults: new Map(),
    frames: [],
    uploads: createUploads(),
    refusing: null,
    logins: 0,
  };
  let current: WebSocket | null = null;
  let server = await listen(0);
  const { port } = server.address() as { port: number };

  async function listen(at: number): Promise<WebSocketServer> {
    const opened = new WebSocketServer({ host: '127.0.0.1', port: at });
    await once(opened, 'listening');
    opened.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.on('message', (data) => take(socket, data));
      socket.on('close', () => {
        if (current === socket) current = null;
      });
    });
    return opened;
  }

  function take(socket: WebSocket, data: RawData): void {
    const { cmd, headers, body } = frameShape.parse(JSON.parse(data.toString()));
    const answer = (given: Answer): void =>
      socket.send(JSON.stringify({ headers: { req_id: headers.req_id }, ...given }));
    if (cmd === 'aibot_subscribe') return subscribe(socket, body, answer);
    if (socket !== current) return socket.terminate();
    if (cmd === 'ping') return answer(ok);
    state.frames.push({ cmd, body });
    const fault = state.faults.get(cmd)?.shift();
    if (fault?.kind === 'refuse') return answer({ errcode: fault.errcode, errmsg: fault.errmsg });
    if (fault !== undefined && !fault.shown) return fault.kind === 'drop' ? socket.terminate() : undefined;
    const given = carryOut(state, { cmd, reqId: headers.req_id, body });
    if (fault?.kind === 'drop') return socket.terminate();
    if (fault === undefined) answer(given);
  }

  /** A second connection takes the place of the first, which is told. */
  function subscribe(socket: WebSocket, body: unknown, answer: (given: Answer) => void): void {
    const asked = body as { bot_id?: unknown; secret?: unknown };
    if (state.refusing !== null) return answer(state.refusing);
    if (asked.bot_id !== botId) return answer({ errcode: 93019, errmsg: 'invalid bot_id' });
    if (asked.secret !== secret) return answer({ errcode: 853000, errmsg: 'signature is incorrect, hint: [1]' });
    kick();
    current = socket;
    state.logins += 1;
    answer(ok);
  }

  function kick(): void {
    if (current === null) return;
    push('aibot_event_callback', eventBody('', { eventtype: 'disconnected_event' }));
    current.close();
    current = null;
  }

  function push(cmd: string, body: unknown): string {
    const reqId = randomUUID();
    current?.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
    return reqId;
  }

  function say({ chat, from, msgid = randomUUID(), content, quote }: Said): string {
    state.spoken.add(chat ?? from);
    const place = chat === null ? { chattype: 'single' } : { chatid: chat, chattype: 'group' };
    const body = { msgid, aibotid: botId, ...place, from: { userid: from }, create_time: now(), ...content };
    const reqId = push('aibot_msg_callback', { ...body, ...(quote && { quote }) });
    state.handles.set(reqId, { msgid, chat: chat ?? from });
    return msgid;
  }

  async function close(): Promise<void> {
    for (const client of server.clients) client.terminate();
    server.close();
    await once(server, 'close');
  }

  return {
    url: `ws://127.0.0.1:${port}`,
    botId,
    secret,
    files,
    frames: state.frames,
    addGroup: (chat) => void state.groups.add(chat),
    shown: (chat) => state.shown.filter((one) => one.chat === chat),
    say,
    text: ({ text, ...said }) => say({ ...said, content: { msgtype: 'text', text: { content: text } } }),
    press(card, { from, place, legacy }) {
      const seen = card.views.get(from) ?? card.card;
      const button = seen?.button_list[place];
      if (seen === null || seen === undefined || button === undefined) throw new Error('there is no such button');
      const pressed = { event_key: button.key, task_id: seen.task_id };
      const event = legacy ? pressed : { template_card_event: { card_type: seen.card_type, ...pressed } };
      const isGroup = state.groups.has(card.chat);
      const body = eventBody(from, { eventtype: 'template_card_event', ...event }, isGroup ? card.chat : null);
      const reqId = push('aibot_event_callback', body);
      state.events.set(reqId, { card, from });
      return reqId;
    },
    enter: (from) => void push('aibot_event_callback', eventBody(from, { eventtype: 'enter_chat' })),
    fault: (cmd, fault) => void state.faults.set(cmd, [...(state.faults.get(cmd) ?? []), fault]),
    connected: () => current !== null,
    logins: () => state.logins,
    drop: () => current?.terminate(),
    async cut() {
      await close();
      return async () => {
        server = await listen(port);
      };
    },
    takeOver: kick,
    refuseSecret(answer) {
      state.refusing = answer;
      if (answer !== null) current?.terminate();
    },
    async close() {
      await close().catch(() => undefined);
      await files.close();
    },
  };
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}

function eventBody(from: string, event: object, chat: string | null = null): object {
  const place = chat === null ? { chattype: 'single' } : { chatid: chat, chattype: 'group' };
  const who = { userid: from };
  return { msgid: randomUUID(), create_time: now(), aibotid: botId, ...place, from: who, msgtype: 'event', event };
}

type Command = { cmd: string; reqId: string; body: unknown };

function carryOut(state: State, command: Command): Answer {
  switch (command.cmd) {
    case 'aibot_send_msg':
      return send(state, command.body);
    case 'aibot_respond_msg':
      return reply(state, command);
    case 'aibot_respond_update_msg':
      return update(state, command);
    case 'aibot_respond_welcome_msg':
      return welcome(state, command);
    case 'aibot_upload_media_init':
    case 'aibot_upload_media_chunk':
    case 'aibot_upload_media_finish':
      return state.uploads.take(command.cmd, command.body);
    default:
      return { errcode: 40058, errmsg: `unknown command ${command.cmd}` };
  }
}

function send(state: State, body: unknown): Answer {
  const { chatid: chat } = body as { chatid: string };
  const isPerson = !state.groups.has(chat);
  if (isPerson && !state.spoken.has(chat)) return { errcode: 93008, errmsg: 'not in chat' };
  if (!state.spoken.has(chat)) return { errcode: 93006, errmsg: 'invalid chatid' };
  const read = sendShape.safeParse(body).data;
  if (read === undefined) return { errcode: 40058, errmsg: 'invalid parameter' };
  if (read.msgtype === 'markdown') return show(state, { chat, kind: 'text', text: shownText(read.markdown.content) });
  if (read.msgtype === 'file') {
    const file = state.uploads.find(read.file.media_id);
    if (file === null) return { errcode: 40007, errmsg: 'invalid media_id' };
    return show(state, { chat, kind: 'file', text: '', file });
  }
  return showCard(state, chat, read.template_card);
}

function showCard(state: State, chat: string, card: Card): Answer {
  if (state.tasks.has(card.task_id)) return { errcode: 41067, errmsg: 'task_id exists' };
  state.tasks.add(card.task_id);
  return show(state, { chat, kind: 'card', text: textOf(card), card });
}

export function textOf({ main_title: { title }, sub_title_text: text }: Card): string {
  return text === undefined ? title : `${title}\n${text}`;
}

function reply(state: State, { reqId, body }: Command): Answer {
  const question = state.handles.get(reqId);
  if (question === undefined) return { errcode: 846605, errmsg: 'invalid req_id' };
  const read = replyShape.safeParse(body).data;
  if (read?.msgtype !== 'stream' || !read.stream.finish) return { errcode: 40058, errmsg: 'invalid parameter' };
  const text = shownText(read.stream.content);
  return show(state, { chat: question.chat, kind: 'text', text, answers: question.msgid });
}

/** The new card comes in answer to a press, and for the same card. */
function update(state: State, { reqId, body }: Command): Answer {
  const event = state.events.get(reqId);
  const read = updateShape.safeParse(body).data;
  if (event === undefined) return { errcode: 846605, errmsg: 'invalid req_id' };
  if (read === undefined) return { errcode: 40058, errmsg: 'invalid parameter' };
  const { userids = [], template_card: card } = read;
  if (card.task_id !== event.card.card?.task_id) return { errcode: 40058, errmsg: 'task_id differs' };
  if (userids.length === 0) event.card.card = cardShape.parse(card);
  for (const userid of userids) event.card.views.set(userid, card);
  state.events.delete(reqId);
  return ok;
}

function welcome(state: State, { body }: Command): Answer {
  const read = welcomeShape.safeParse(body).data;
  if (read === undefined) return { errcode: 40058, errmsg: 'invalid parameter' };
  return show(state, { chat: 'welcome', kind: 'welcome', text: read.text.content });
}

function show(state: State, one: Pick<Shown, 'chat' | 'kind' | 'text'> & Partial<Shown>): Answer {
  state.shown.push({ answers: null, card: null, views: new Map(), file: null, ...one });
  return ok;
}
