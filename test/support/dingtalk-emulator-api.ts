import type { Operation } from './dingtalk-emulator-faults.ts';
import { nextName, type Shown, type State } from './dingtalk-emulator-state.ts';

export type Answer = { status: number; body: object | Uint8Array };

type Fields = Readonly<Record<string, unknown>>;
export type Asked = { url: URL; token: string; body: Fields; file: { name: string; bytes: Uint8Array } | null };
type Handler = (state: State, asked: Asked) => Answer;

const sendScope = 'qyapi_robot_sendmsg';
const mostParamBytes = 15_000;
const mostReaders = 200;

/** What is answered where; `token`: only who has one is answered. */
export const routes: Readonly<Record<string, { operation: Operation; token: boolean; handle: Handler }>> = {
  '/v1.0/oauth2/accessToken': { operation: 'token', token: false, handle: giveToken },
  '/v1.0/gateway/connections/open': { operation: 'gateway', token: false, handle: openGateway },
  '/v1.0/robot/groupMessages/send': { operation: 'send', token: true, handle: sendToGroup },
  '/v1.0/robot/oToMessages/batchSend': { operation: 'send', token: true, handle: sendToOne },
  '/v1.0/robot/groupMessages/query': { operation: 'query', token: true, handle: tellReaders },
  '/v1.0/robot/messageFiles/download': { operation: 'download', token: true, handle: tellFile },
  '/robot/sendBySession': { operation: 'reply', token: false, handle: reply },
  '/media/upload': { operation: 'upload', token: false, handle: upload },
};

export const badToken: Answer = refuse(401, 'InvalidAuthentication', '不合法的access_token');

function giveToken(state: State, { body }: Asked): Answer {
  if (!isKnown(state, body['appKey'], body['appSecret']))
    return refuse(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret');
  const accessToken = nextName(state, 'token');
  state.tokens.add(accessToken);
  return { status: 200, body: { accessToken, expireIn: 7_200 } };
}

function openGateway(state: State, { body }: Asked): Answer {
  if (!isKnown(state, body['clientId'], body['clientSecret'])) return refuse(401, 'authFailed', '鉴权失败');
  const ticket = nextName(state, 'ticket');
  state.tickets.add(ticket);
  return { status: 200, body: { endpoint: `${state.url.replace('http', 'ws')}/connect`, ticket } };
}

function isKnown({ app }: State, id: unknown, secret: unknown): boolean {
  return !app.revoked && id === app.clientId && secret === app.clientSecret;
}

/** Null: the robot is there, and may do it. */
function forbidden({ app }: State, body: Fields): Answer | null {
  if (!app.scopes.has(sendScope)) {
    const code = 'Forbidden.AccessDenied.AccessTokenPermissionDenied';
    const accessdenieddetail = { requiredScopes: [sendScope] };
    return { status: 403, body: { code, message: '没有调用该接口的权限', accessdenieddetail } };
  }
  const isHere = app.robot && body['robotCode'] === app.clientId;
  return isHere ? null : refuse(400, 'invalidParameter.robotCode.notExsit', 'robot 不存在');
}

function sendToGroup(state: State, { body }: Asked): Answer {
  const to = String(body['openConversationId']);
  const no = forbidden(state, body);
  if (no !== null) return no;
  if (!state.groups.has(to)) return refuse(400, 'invalidParameter.openConversationId.notExist', '群不存在');
  return show(state, { to, via: 'group' }, body);
}

function sendToOne(state: State, { body }: Asked): Answer {
  const [to = ''] = body['userIds'] as string[];
  const no = forbidden(state, body);
  if (no !== null) return no;
  if (!state.people.has(to)) return { status: 200, body: { processQueryKey: 'none', invalidStaffIdList: [to] } };
  return show(state, { to, via: 'direct' }, body);
}

function show(state: State, place: Pick<Shown, 'to' | 'via'>, { msgKey, msgParam }: Fields): Answer {
  if (Buffer.byteLength(String(msgParam)) > mostParamBytes)
    return refuse(400, 'invalidParameter.msgParam.tooLong', '太长');
  const param = JSON.parse(String(msgParam)) as Record<string, string>;
  const key = nextName(state, 'query-');
  const file = msgKey === 'sampleFile' ? (state.uploads.get(param['mediaId'] ?? '') ?? null) : null;
  if (msgKey === 'sampleFile' && file === null) return refuse(400, 'invalidParameter.msgParam.invalid', '没有这个文件');
  const text = msgKey === 'sampleMarkdown' ? rendered(param['text'] ?? '') : (param['content'] ?? '');
  const named = file === null ? null : { name: param['fileName'] ?? '', bytes: file.bytes };
  state.shown.push({ ...place, text, file: named, at: [], key });
  return { status: 200, body: { processQueryKey: key } };
}

/** As the app shows it. */
function rendered(markdown: string): string {
  return markdown.replaceAll('  \n', '\n').replaceAll('**', '');
}

function reply(state: State, { url, body }: Asked): Answer {
  const session = state.sessions.get(url.searchParams.get('session') ?? '');
  if (session === undefined || session.until < Date.now())
    return { status: 200, body: { errcode: 300001, errmsg: 'session 不存在' } };
  const written = body as { text?: { content: string }; markdown?: { text: string }; at?: { atUserIds: string[] } };
  const at = written.at?.atUserIds ?? [];
  const raw = written.text?.content ?? rendered(written.markdown?.text ?? '');
  const text = at.reduce((text, id) => text.replaceAll(`@${id}`, `@${state.people.get(id)?.nick ?? id}`), raw);
  state.shown.push({ to: session.to, via: 'reply', text, file: null, at, key: null });
  return { status: 200, body: { errcode: 0, errmsg: 'ok' } };
}

function upload(state: State, { url, file }: Asked): Answer {
  if (!state.tokens.has(url.searchParams.get('access_token') ?? '') || state.app.revoked)
    return { status: 200, body: { errcode: 40014, errmsg: '不合法的access_token' } };
  if (file === null) return { status: 200, body: { errcode: 40004, errmsg: 'no media' } };
  const id = nextName(state, '@media');
  state.uploads.set(id, file);
  return { status: 200, body: { errcode: 0, errmsg: 'ok', media_id: id, type: 'file', created_at: Date.now() } };
}

function tellReaders(state: State, { body }: Asked): Answer {
  const no = forbidden(state, body);
  if (no !== null) return no;
  const key = String(body['processQueryKey']);
  if (!state.shown.some((one) => one.key === key && one.to === body['openConversationId']))
    return refuse(400, 'invalidParameter.processQueryKey.notExist', '消息不存在');
  const all = state.readers.get(key) ?? [];
  const from = Number(body['nextToken'] ?? 0);
  const until = from + Math.min(mostReaders, Number(body['maxResults'] ?? mostReaders));
  const hasMore = until < all.length;
  const next = hasMore ? { nextToken: String(until) } : {};
  return { status: 200, body: { sendStatus: 'SUCCESS', readUserIds: all.slice(from, until), hasMore, ...next } };
}

function tellFile(state: State, { body }: Asked): Answer {
  const no = forbidden(state, body);
  if (no !== null) return no;
  const code = String(body['downloadCode']);
  if (!state.files.has(code)) return refuse(400, 'invalidParameter.downloadCode.invalid', 'downloadCode 无效');
  return { status: 200, body: { downloadUrl: `${state.url}/files/${code}?signature=geheim` } };
}

function refuse(status: number, code: string, message: string): Answer {
  return { status, body: { code, message, requestid: 'R-1' } };
}
