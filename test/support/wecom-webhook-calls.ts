import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

const words = z.object({ content: z.string() });
const message = z.object({
  msgtype: z.string(),
  text: words.optional(),
  markdown: words.optional(),
  file: z.object({ media_id: z.string() }).optional(),
});

/** One request to a robot as it came in; `body` of `send`, `file` of `upload_media`. */
export type WecomCall = {
  action: 'send' | 'upload_media';
  key: string;
  body: z.infer<typeof message>;
  file: { name: string; bytes: Uint8Array } | null;
};

const nothing = { msgtype: '' };

/** Null: it is no call of a robot. */
export async function readCall(request: IncomingMessage): Promise<WecomCall | null> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await readBody(request);
  const key = searchParams.get('key') ?? '';
  const action = pathname.split('/').at(-1);
  if (request.method !== 'POST') return null;
  if (action === 'send') return { action, key, body: message.parse(JSON.parse(body.toString())), file: null };
  if (action !== 'upload_media' || searchParams.get('type') !== 'file') return null;
  return { action, key, body: nothing, file: await readFile(body, request.headers['content-type'] ?? '') };
}

async function readFile(body: Buffer, type: string): Promise<WecomCall['file']> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const media = form.get('media');
  if (media === null || typeof media === 'string') return null;
  return { name: media.name, bytes: new Uint8Array(await media.arrayBuffer()) };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}
