import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAddressLimit, createOpenLimit } from '../../src/console/address-limit.ts';
import { createReadAddress } from '../../src/console/api/address.ts';
import { createAssetRoutes, readAssets } from '../../src/console/assets.ts';
import { createDownload } from '../../src/console/downloads.ts';
import type { Part } from '../../src/console/health.ts';
import { createHealthRoutes } from '../../src/console/health.ts';
import type { Metric } from '../../src/console/metrics.ts';
import { createHttpServer } from '../../src/console/server.ts';
import type { HttpServer } from '../../src/console/server.ts';
import { createWebDoor, type Invites } from '../../src/console/web-door.ts';
import { createWebGroupRoutes } from '../../src/console/web-group.ts';
import type { Log } from '../../src/ports/log.ts';
import type { WebGroups } from '../../src/ports/web-groups.ts';
import { quietLog } from './web-bench.ts';

export type HttpBench = { url: string; server: HttpServer; close(): Promise<void> };

export type HttpBenchOptions = {
  groups: WebGroups;
  /** Null: no group needs a code. */
  invites?: Invites | null;
  /** Folder of the built pages; null = a small page of the test's own. */
  pages?: string | null;
  parts?: readonly Part[];
  metrics?: readonly Metric[];
  log?: Log;
  /** Of one network at a time. */
  streams?: number;
  /** 0 = any free one. */
  port?: number;
};

/** The whole HTTP side on a free port of loopback. */
export async function openHttp(options: HttpBenchOptions): Promise<HttpBench> {
  const { groups, invites = null, pages = null, parts = [], metrics = [], log = quietLog } = options;
  const folder = pages ?? (await writePages());
  const assets = await readAssets(folder);
  const visitors = { newSecret: () => randomBytes(16).toString('base64url'), secure: false };
  const addressOf = createReadAddress({ behindProxy: true, trusted: [] });
  const limit = createAddressLimit({ most: 60, now: () => 0, addressOf });
  const hold = createOpenLimit({ most: options.streams ?? 1_000, inAll: 1_000, addressOf });
  const download = createDownload({ limit, most: 8, patienceMs: 30_000 });
  const door = createWebDoor({ invites: invites ?? openToAll, addressOf, secure: false });
  const routes = [
    createHealthRoutes({ parts, metrics }),
    createAssetRoutes(assets),
    createWebGroupRoutes({ groups, door, assets, visitors, limit, hold, download, log }),
  ];
  const server = createHttpServer({ routes, log });
  const { port } = await server.listen(options.port ?? 0, '127.0.0.1');

  return {
    url: `http://127.0.0.1:${port}`,
    server,
    async close() {
      await server.close();
      if (pages === null) await rm(folder, { recursive: true });
    },
  };
}

const openToAll: Invites = { admits: async () => true, enter: async () => null };

async function writePages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-pages-'));
  const page = '<title>{{title}}</title><body data-slug="{{slug}}"><script src="/assets/{{version}}/main.js"></script>';
  await writeFile(join(folder, 'index.html'), page);
  await writeFile(join(folder, 'enter.html'), '<title>请填邀请码</title><body data-slug="{{slug}}">');
  await writeFile(join(folder, 'main.js'), 'export {};\n');
  await writeFile(join(folder, 'style.css'), 'body { margin: 0 }\n');
  await writeFile(join(folder, 'secret.txt'), 'not served\n');
  return folder;
}
