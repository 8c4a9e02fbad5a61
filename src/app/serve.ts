import { randomBytes } from 'node:crypto';
import { createAssetRoutes, readAssets } from '../console/assets.ts';
import { createHealthRoutes } from '../console/health.ts';
import type { Metric } from '../console/metrics.ts';
import { createHttpServer, type HttpServer } from '../console/server.ts';
import { createWebGroupRoutes } from '../console/web-group.ts';
import { deliveryStates } from '../domain/delivery.ts';
import type { Log } from '../ports/log.ts';
import type { WebGroups } from '../ports/web-groups.ts';
import { type ExamineDeps, vitalParts } from './examine.ts';

export type ServeDeps = ExamineDeps & { groups: WebGroups; log: Log; publicUrl: string | null; pagesDir: string };

/** The HTTP side: web groups, health, metrics. */
export async function createHttp(deps: ServeDeps): Promise<HttpServer> {
  const assets = await readAssets(deps.pagesDir);
  const visitors = {
    newSecret: () => randomBytes(16).toString('base64url'),
    secure: deps.publicUrl?.startsWith('https:') ?? false,
  };
  const parts = vitalParts(deps).map(({ name, check }) => ({ name, check }));
  const routes = [
    createWebGroupRoutes({ groups: deps.groups, assets, visitors, log: deps.log }),
    createAssetRoutes(assets),
    createHealthRoutes({ parts, metrics: metricsOf(deps) }),
  ];
  return createHttpServer({ routes, log: deps.log });
}

function metricsOf(deps: ServeDeps): Metric[] {
  return [
    {
      name: 'qingyu_deliveries',
      help: 'Deliveries in the ledger by state.',
      type: 'gauge',
      async collect() {
        const counts = await deps.store.deliveries.countStates();
        return deliveryStates.map((state) => ({ labels: { state }, value: counts[state] }));
      },
    },
    {
      name: 'qingyu_passages',
      help: 'Passages in the index.',
      type: 'gauge',
      collect: async () => [{ labels: {}, value: deps.index.size().passages }],
    },
    {
      name: 'process_resident_memory_bytes',
      help: 'Resident memory of the process.',
      type: 'gauge',
      collect: async () => [{ labels: {}, value: process.memoryUsage.rss() }],
    },
  ];
}
