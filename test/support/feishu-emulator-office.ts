import { randomUUID } from 'node:crypto';
import type { FeishuChat, FeishuState, FeishuStored } from './feishu-emulator-state.ts';

/** A request of the interface, read. */
export type FeishuRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  token: string | null;
  body: Record<string, unknown>;
  file: { name: string; bytes: Uint8Array } | null;
};

export type FeishuAnswer = { status: number; body: object | Uint8Array };

export const no = (status: number, code: number, msg: string): FeishuAnswer => ({ status, body: { code, msg } });
const yes = (data: object): FeishuAnswer => ({ status: 200, body: { code: 0, msg: 'success', data } });

/** What the platform does and says; `send` is both ways to post a message. */
export function handleFeishu(state: FeishuState, request: FeishuRequest, url: string): FeishuAnswer {
  const { method, path, token } = request;
  if (path === '/open-apis/auth/v3/tenant_access_token/internal') return giveToken(state, request);
  if (path === '/callback/ws/endpoint') return giveEndpoint(state, request, url);
  if (token === null || !state.tokens.has(token)) return no(400, 99991663, 'Invalid access token for authorization.');
  const parts = path.replace('/open-apis/', '').split('/').map(decodeURIComponent);
  const route = `${method} ${parts.slice(0, 3).join('/')}`;
  if (route === 'GET bot/v3/info') return { status: 200, body: { code: 0, msg: 'ok', bot: botOf(state) } };
  if (route === 'GET application/v6/scopes') return yes({ scopes: scopesOf(state) });
  if (route === 'POST im/v1/files') return keepFile(state, request);
  if (route === 'GET contact/v3/users')
    return no(
      400,
      99991672,
      'Access denied. One of the following scopes is required: [contact:contact.base:readonly].',
    );
  if (route === 'GET im/v1/chats') return aboutChat(state, parts, request);
  if (route === 'POST im/v1/messages') return post(state, parts, request);
  if (route === 'GET im/v1/messages') return aboutMessage(state, parts, request);
  return no(404, 404, '404 page not found');
}

function giveToken(state: FeishuState, { body }: FeishuRequest): FeishuAnswer {
  if (body['app_id'] !== state.appId) return { status: 200, body: { code: 10003, msg: 'invalid app_id' } };
  if (state.revoked || body['app_secret'] !== state.appSecret)
    return { status: 200, body: { code: 10014, msg: 'app secret invalid' } };
  const token = `t-${randomUUID()}`;
  state.tokens.add(token);
  return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: token, expire: 7200 } };
}

function giveEndpoint(state: FeishuState, { body }: FeishuRequest, url: string): FeishuAnswer {
  // As the platform: without `data`.
  if (state.revoked || body['AppID'] !== state.appId || body['AppSecret'] !== state.appSecret)
    return { status: 200, body: { code: 514, msg: 'auth failed' } };
  const ws = `${url.replace('http:', 'ws:')}/ws?device_id=1&service_id=1`;
  const config = { ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 120 };
  return yes({ URL: ws, ClientConfig: config });
}

function botOf({ botId, botName }: FeishuState): object {
  return { activate_status: 2, app_name: botName, open_id: botId, ip_white_list: [] };
}

function scopesOf({ scopes }: FeishuState): object[] {
  return [...scopes].map((name) => ({ scope_name: name, grant_status: 1 }));
}

function keepFile(state: FeishuState, { file, body }: FeishuRequest): FeishuAnswer {
  if (file === null) return no(400, 234001, 'Invalid request param.');
  const key = `file_v3_${(state.count += 1)}`;
  state.files.set(key, { ...file, name: String(body['file_name']) });
  return yes({ file_key: key });
}

function aboutChat(state: FeishuState, [, , , id = '', what]: string[], { query }: FeishuRequest): FeishuAnswer {
  const chat = state.chats.get(id);
  if (!state.scopes.has('im:chat:readonly'))
    return no(400, 99991672, 'Access denied. One of the following scopes is required: [im:chat, im:chat:readonly].');
  if (chat === undefined) return no(400, 232006, 'invalid chat_id');
  if (!chat.joined) return no(400, 232011, 'Operator can NOT be out of the chat.');
  if (what !== 'members') return yes({ name: chat.name, chat_mode: 'group' });
  const from = Number(query.get('page_token') ?? 0);
  const size = Number(query.get('page_size') ?? 20);
  const items = chat.members.map(({ openId, name }) => ({ member_id: openId, member_id_type: 'open_id', name }));
  return yes(paged(items, from, size));
}

function paged(items: readonly object[], from: number, size: number): object {
  const more = items.length > from + size;
  return { items: items.slice(from, from + size), has_more: more, page_token: more ? String(from + size) : '' };
}

function post(state: FeishuState, [, , , parent, reply]: string[], { body }: FeishuRequest): FeishuAnswer {
  const to = reply === 'reply' ? state.messages.get(parent ?? '') : null;
  if (to === undefined)
    return no(400, 230001, 'Your request contains an invalid request parameter, ext=invalid message_id.');
  if (to?.recalled) return no(400, 230011, 'The message was withdrawn.');
  const chat = state.chats.get(to?.chat ?? String(body['receive_id']));
  const refusal = whyNot(state, chat, body);
  if (refusal !== null || chat === undefined) return refusal ?? no(400, 230001, 'invalid');
  const uuid = typeof body['uuid'] === 'string' ? body['uuid'] : null;
  if (uuid !== null && uuid.length > 50)
    return no(400, 230001, 'Your request contains an invalid request parameter, ext=uuid is too long.');
  const known = uuid === null ? undefined : state.uuids.get(uuid);
  if (known !== undefined) return yes({ message_id: known });
  return yes({ message_id: show(state, { chat, to: to ?? null, body, uuid }).id });
}

function whyNot(state: FeishuState, chat: FeishuChat | undefined, body: Record<string, unknown>): FeishuAnswer | null {
  if (chat === undefined)
    return no(400, 230001, 'Your request contains an invalid request parameter, ext=invalid receive_id.');
  if (chat.disbanded) return no(400, 232009, 'Your request specifies a chat which has already been dissolved.');
  if (!chat.joined) return no(400, 230002, 'Bot can NOT be out of the chat.');
  const { msg_type: type, content } = body;
  const most = type === 'text' ? 150_000 : 30_000;
  if (Buffer.byteLength(JSON.stringify(content)) > most)
    return no(400, 230025, 'The length of the message content reaches its limit.');
  const key = type === 'file' ? JSON.parse(String(content)).file_key : null;
  if (key !== null && !state.files.has(key)) return no(400, 230055, 'The type of file upload does not match.');
  return null;
}

type Shown = { chat: FeishuChat; to: FeishuStored | null; body: Record<string, unknown>; uuid: string | null };

function show(state: FeishuState, { chat, to, body, uuid }: Shown): FeishuStored {
  const message: FeishuStored = {
    id: `om_b${(state.count += 1)}`,
    chat: chat.id,
    from: 'bot',
    type: String(body['msg_type']),
    content: String(body['content']),
    parent: to?.id ?? null,
    thread: to?.thread ?? null,
    uuid,
    recalled: false,
    readers: [],
  };
  state.messages.set(message.id, message);
  if (uuid !== null) state.uuids.set(uuid, message.id);
  state.changed();
  return message;
}

function aboutMessage(
  state: FeishuState,
  [, , , id = '', what, key = '']: string[],
  { query }: FeishuRequest,
): FeishuAnswer {
  const message = state.messages.get(id);
  if (message === undefined)
    return no(400, 230001, 'Your request contains an invalid request parameter, ext=invalid message_id.');
  if (what === 'resources') {
    const file = message.content.includes(key) ? state.files.get(key) : undefined;
    return file === undefined ? no(400, 234003, 'File not in msg.') : { status: 200, body: file.bytes };
  }
  if (what === 'read_users') {
    if (message.from !== 'bot')
      return no(400, 230001, 'Your request contains an invalid request parameter, ext=not the sender.');
    const from = Number(query.get('page_token') ?? 0);
    const items = message.readers.map(({ openId, at }) => ({
      user_id_type: 'open_id',
      user_id: openId,
      timestamp: String(at),
    }));
    // Its pages are small and overlap: somebody saw it meanwhile.
    return yes(paged(items, from, 1));
  }
  const sender =
    message.from === 'bot' ? { id: state.appId, sender_type: 'app' } : { id: message.from.openId, sender_type: 'user' };
  return yes({ items: [{ message_id: id, sender }] });
}
