import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call } from './telegram-emulator-methods.ts';
import { ApiRefusal } from './telegram-emulator-refusal.ts';

/** Reads a call as JSON or as a form with a file. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(body, type);
  return { payload: body.length === 0 ? {} : JSON.parse(body.toString()), file: null };
}

async function readForm(body: Buffer, type: string): Promise<Call> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const call: Call = { payload: {}, file: null };
  for (const [name, value] of form) {
    if (typeof value === 'string') call.payload[name] = value;
    else call.file = { name: value.name, mime: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return call;
}

export function writeResult(response: ServerResponse, result: unknown): void {
  writeJson(response, 200, { ok: true, result });
}

export function writeRefusal(response: ServerResponse, error: unknown): void {
  if (!(error instanceof ApiRefusal)) throw error;
  const { code, description, parameters } = error;
  writeJson(response, code, { ok: false, error_code: code, description, parameters });
}

export function writeJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
