import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Asked, badToken, routes } from './dingtalk-emulator-api.ts';
import type { State } from './dingtalk-emulator-state.ts';

/** Answers a request, or meets the fault that waits for it. */
export async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', state.url);
  const asked = await read(request, url);
  state.calls.push({ path: url.pathname, body: asked.body });
  const isFile = url.pathname.startsWith('/files/');
  const route = routes[url.pathname];
  if (route === undefined && !isFile) return write(response, { status: 404, body: { code: 'NotFound' } });
  const fault = state.faults.take(route?.operation ?? 'file');
  if (fault?.kind === 'drop') return void request.socket.destroy();
  if (fault?.kind === 'status') return write(response, fault);
  if (fault?.kind === 'html') return void response.writeHead(fault.status).end('<html>Bad Gateway</html>');
  const mayAsk = route?.token !== true || (state.tokens.has(asked.token) && !state.app.revoked);
  const answered = !mayAsk ? badToken : (route?.handle(state, asked) ?? content(state, url));
  state.changed();
  if (fault?.kind === 'lost') return void request.socket.destroy();
  write(response, answered);
}

function content(state: State, { pathname }: URL): Answer {
  const bytes = state.files.get(decodeURIComponent(pathname.slice('/files/'.length)));
  return bytes === undefined ? { status: 403, body: { code: 'expired' } } : { status: 200, body: bytes };
}

async function read(request: IncomingMessage, url: URL): Promise<Asked> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  const token = String(request.headers['x-acs-dingtalk-access-token'] ?? '');
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/'))
    return { url, token, body: bytes.length === 0 ? {} : JSON.parse(String(bytes)), file: null };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const media = form.get('media');
  if (!(media instanceof File)) return { url, token, body: {}, file: null };
  return { url, token, body: {}, file: { name: media.name, bytes: new Uint8Array(await media.arrayBuffer()) } };
}

function write(response: ServerResponse, { status, body }: Answer): void {
  if (body instanceof Uint8Array) return void response.writeHead(status).end(body);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
