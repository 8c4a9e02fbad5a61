import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll } from 'vitest';

export type WechatPrograms = { gateway: URL; server: string; holder: string };

/** Builds the process that holds a gateway, the emulated gateway and a process with a channel, from the sources as they are. */
export async function buildWechat(): Promise<WechatPrograms> {
  mkdirSync('.cache', { recursive: true });
  // Within the repository, so that the libraries are found.
  const folder = mkdtempSync(resolve('.cache', 'wechat-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const bundle = await rolldown({
    input: {
      gateway: resolve('src/adapters/channels/wechat/gateway/main.ts'),
      server: resolve('test/support/wechat-puppet-server.ts'),
      holder: resolve('test/support/wechat-holder.ts'),
    },
    platform: 'node',
    external: /^[@a-z]/,
  });
  await bundle.write({ dir: folder, format: 'esm', chunkFileNames: 'parts/[name]-[hash].js' });
  await bundle.close();
  const at = (name: string): string => join(folder, `${name}.js`);
  return { gateway: pathToFileURL(at('gateway')), server: at('server'), holder: at('holder') };
}
