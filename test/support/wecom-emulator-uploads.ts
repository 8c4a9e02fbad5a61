import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from './wecom-emulator-wire.ts';

const begin = z.object({
  type: z.enum(['file', 'image', 'voice', 'video']),
  filename: z.string().min(1),
  total_size: z.int().positive(),
  total_chunks: z.int().positive().max(100),
  md5: z.string(),
});
const chunk = z.object({ upload_id: z.string(), chunk_index: z.int().min(0), base64_data: z.string() });
const finish = z.object({ upload_id: z.string() });

export type Media = { name: string; bytes: Buffer };

/** Files that come in parts, put together when all are there and their sum is right. */
export type Uploads = { take(cmd: string, body: unknown): Answer; find(mediaId: string): Media | null };

export function createUploads(): Uploads {
  const open = new Map<string, { of: z.infer<typeof begin>; parts: Map<number, Buffer> }>();
  const media = new Map<string, Media>();

  function start(body: unknown): Answer {
    const id = randomUUID();
    open.set(id, { of: begin.parse(body), parts: new Map() });
    return { errcode: 0, errmsg: 'ok', body: { upload_id: id } };
  }

  function add(body: unknown): Answer {
    const { upload_id: id, chunk_index: index, base64_data: data } = chunk.parse(body);
    const part = Buffer.from(data, 'base64');
    if (part.length > 512 * 1024) return { errcode: 40009, errmsg: 'invalid chunk size' };
    open.get(id)?.parts.set(index, part);
    return open.has(id) ? { errcode: 0, errmsg: 'ok' } : { errcode: 40007, errmsg: 'invalid upload_id' };
  }

  function end(body: unknown): Answer {
    const upload = open.get(finish.parse(body).upload_id);
    if (upload === undefined) return { errcode: 40007, errmsg: 'invalid upload_id' };
    const { of, parts } = upload;
    const bytes = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
    const isWhole = parts.size === of.total_chunks && bytes.length === of.total_size;
    if (!isWhole || createHash('md5').update(bytes).digest('hex') !== of.md5)
      return { errcode: 40058, errmsg: 'the parts do not make the file' };
    const id = randomUUID();
    media.set(id, { name: of.filename, bytes });
    return { errcode: 0, errmsg: 'ok', body: { type: of.type, media_id: id, created_at: '1700000000' } };
  }

  return {
    find: (mediaId) => media.get(mediaId) ?? null,
    take(cmd, body) {
      if (cmd === 'aibot_upload_media_init') return start(body);
      return cmd === 'aibot_upload_media_chunk' ? add(body) : end(body);
    },
  };
}
