import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export type FileServer = {
  /** A link as the platform gives it, with the key of its content. `gone`: it is past its five minutes. */
  offer(file: { name: string; bytes: Uint8Array; gone?: true }): { url: string; aeskey: string };
  close(): Promise<void>;
};

/** The content is filled up to 32 bytes by their number. */
export function encrypt(bytes: Uint8Array, key: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const missing = 32 - (bytes.length % 32);
  return Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(missing, missing)), cipher.final()]);
}

/** Where members' files can be fetched, encrypted. */
export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, { name: string; content: Buffer; gone: boolean }>();
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (file === undefined || file.gone) {
      response.writeHead(file === undefined ? 404 : 403).end();
      return;
    }
    const name = encodeURIComponent(file.name);
    response.writeHead(200, { 'content-disposition': `attachment; filename*=UTF-8''${name}` }).end(file.content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  return {
    offer({ name, bytes, gone = false }) {
      const key = randomBytes(32);
      const path = `/file/${createHash('sha256').update(key).digest('hex')}?sign=secret`;
      files.set(path, { name, content: encrypt(bytes, key), gone });
      return { url: `http://127.0.0.1:${address.port}${path}`, aeskey: key.toString('base64') };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
