import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Hono } from 'hono';
import { AppError } from '../base/errors.ts';
import type { HttpEnv } from './http-env.ts';
import { fillPage } from './fill-page.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file as it is sent. `etag` is in quotes. */
type Asset = { body: Buffer<ArrayBuffer>; type: string; etag: string };

/** The files of the pages, held in memory: they are few and small. */
export type Assets = {
  /** Changes with any file; it stands in their address, so that a browser may keep them for ever. */
  version: string;
  find(name: string): Asset | null;
  /** A page with `{{name}}` replaced by text; throws `record/not-found` when it was not built. */
  page(name: string, values: Readonly<Record<string, string>>): string;
};

/** Reads a folder of built pages; a folder that is not there has no pages. */
export async function readAssets(directory: string): Promise<Assets> {
  const files = await readFiles(directory);
  const version = createHash('sha256');
  for (const [name, body] of files) version.update(`${name}\0${body.length}\0`).update(body);
  const stamp = version.digest('base64url').slice(0, 12);

  return {
    version: stamp,
    find: (name) => toAsset(name, files.get(name)),
    page(name, values) {
      const source = files.get(`${name}.html`);
      if (!source) throw new AppError('record/not-found', '页面文件还没有生成，请先运行 npm run build。');
      const known = { ...values, version: stamp };
      return fillPage(source.toString('utf8'), known);
    },
  };
}

/** `/assets/VERSION/NAME`; kept for ever under the present version, asked for again under any other. */
export function createAssetRoutes(assets: Assets): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get('/assets/:version/:name', (context) => {
    const { version, name } = context.req.param();
    const asset = assets.find(name);
    if (!asset) return context.notFound();

    context.header('ETag', asset.etag);
    context.header('Cache-Control', version === assets.version ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (context.req.header('if-none-match')?.includes(asset.etag)) return context.body(null, 304);
    return context.body(asset.body, 200, { 'Content-Type': asset.type });
  });
}

async function readFiles(directory: string): Promise<Map<string, Buffer<ArrayBuffer>>> {
  const names = await readdir(directory).catch(() => []);
  const wanted = names.filter((name) => extname(name) === '.html' || types[extname(name)] !== undefined);
  const files = new Map<string, Buffer<ArrayBuffer>>();
  for (const name of wanted.sort()) files.set(name, await readFile(join(directory, name)));
  return files;
}

function toAsset(name: string, body: Buffer<ArrayBuffer> | undefined): Asset | null {
  const type = types[extname(name)];
  if (!body || !type) return null;
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
