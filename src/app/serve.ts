import { randomBytes } from 'node:crypto';
import { createAddressLimit, createOpenLimit } from '../console/address-limit.ts';
import { createReadAddress } from '../console/api/address.ts';
import { type ApiDeps, createApiRoutes } from '../console/api/api.ts';
import { createHandlers, type HandlerDeps } from '../console/api/handlers/all.ts';
import { createAssetRoutes, readAssets } from '../console/assets.ts';
import { createDownload } from '../console/downloads.ts';
import { createHealthRoutes } from '../console/health.ts';
import { createReceiptRoutes } from '../console/receipts.ts';
import { createHttpServer, type HttpServer } from '../console/server.ts';
import { createStaffPages } from '../console/staff-pages.ts';
import { createWebDoor, type Invites } from '../console/web-door.ts';
import { createWebGroupRoutes } from '../console/web-group.ts';
import { createWebhookRoutes } from '../console/webhooks.ts';
import type { ReceiptDesk } from '../features/broadcasts/receipt-desk.ts';
import type { Log } from '../ports/log.ts';
import type { WebGroups } from '../ports/web-groups.ts';
import { type ExamineDeps, vitalParts } from './examine.ts';
import type { Latency } from './latency.ts';
import { metricsOf } from './metrics.ts';

export type ServeDeps = ExamineDeps & {
  staff: HandlerDeps & Pick<ApiDeps, 'clock' | 'recordAct'>;
  groups: WebGroups;
  invites: Invites;
  receipts: ReceiptDesk;
  log: Log;
  latency: Latency;
  publicUrl: string | null;
  /** Proxies on other machines, whose word on the address of a client counts. */
  trustedProxies: readonly string[];
  pagesDir: string;
  staffPagesDir: string;
  timeZone: string;
};

/** Names on the pages of receipts, an address and minute: a whole office may confirm at once. */
const mostNames = 60;

/** Of what pages have and showed, an address and minute: a page tells a few times while its reader scrolls. */
const mostReports = 600;

/** Open pages of web groups: an office shares an address, and each takes a file handle of the process. */
const mostStreams = { most: 500, inAll: 5_000 };

/** Of files, an address and minute. */
const mostFiles = 60;

/** Whoever has not sent it by then is not there. */
const bodyMs = 15_000;
/** The largest file over a slow line; Node itself ends a request after five minutes. */
const fileMs = 280_000;

/** The HTTP side: web groups, the staff API, health, metrics. */
export async function createHttp(deps: ServeDeps): Promise<HttpServer> {
  const assets = await readAssets(deps.pagesDir);
  const visitors = {
    newSecret: () => randomBytes(16).toString('base64url'),
    secure: deps.publicUrl?.startsWith('https:') ?? false,
  };
  const addressOf = createReadAddress({ behindProxy: deps.publicUrl !== null, trusted: deps.trustedProxies });
  const often = (most: number) => createAddressLimit({ most, now: deps.now, addressOf });
  const download = createDownload({ limit: often(mostFiles), most: 8, patienceMs: 15_000 });
  const door = createWebDoor({ invites: deps.invites, addressOf, secure: visitors.secure });
  const parts = vitalParts(deps).map(({ name, check }) => ({ name, check }));
  const routes = [
    createWebGroupRoutes({
      groups: deps.groups,
      door,
      assets,
      visitors,
      limit: often(mostReports),
      hold: createOpenLimit({ ...mostStreams, addressOf }),
      download,
      log: deps.log,
    }),
    createApiRoutes({
      ...deps.staff,
      bound: createHandlers(deps.staff),
      publicUrl: deps.publicUrl,
      addressOf,
      bodyMs,
      fileMs,
    }),
    createReceiptRoutes({
      receipts: deps.receipts,
      visitors,
      timeZone: deps.timeZone,
      limit: often(mostNames),
      download,
    }),
    createAssetRoutes(assets),
    createStaffPages({ directory: deps.staffPagesDir, timeZone: deps.timeZone, clock: deps.staff.clock }),
    createWebhookRoutes(deps.channels.flatMap(({ webhook }) => webhook ?? [])),
    createHealthRoutes({ parts, metrics: metricsOf(deps) }),
  ];
  return createHttpServer({ routes, log: deps.log });
}
