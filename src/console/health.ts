import { Hono } from 'hono';
import type { HttpEnv } from './http-env.ts';
import { renderMetrics } from './metrics.ts';
import type { Metric } from './metrics.ts';

const checkMs = 5_000;

export type PartReport = { state: 'ok' | 'warn' | 'fail' | 'off'; detail: string };

/** One thing the bot needs; `check` says in a sentence that may be shown how it is. */
export type Part = { name: string; check(): Promise<PartReport> };

export type HealthDeps = { parts: readonly Part[]; metrics: readonly Metric[] };

/** What supervisors, balancers and Prometheus ask. */
export function createHealthRoutes({ parts, metrics }: HealthDeps): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.get('/healthz', (context) => context.json({ status: 'ok' }));

  routes.get('/readyz', async (context) => {
    const reports = await Promise.all(parts.map(reportOf));
    const ready = reports.every(({ state }) => state !== 'fail');
    return context.json({ ready, parts: reports }, ready ? 200 : 503);
  });

  routes.get('/metrics', async (context) =>
    context.body(await renderMetrics(metrics), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  return routes;
}

async function reportOf({ name, check }: Part): Promise<PartReport & { name: string }> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<PartReport>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'fail', detail: '没有及时回应' }), checkMs);
  });
  try {
    return { name, ...(await Promise.race([check(), tooLate])) };
  } catch {
    return { name, state: 'fail', detail: '检查时出错，详见日志' };
  } finally {
    clearTimeout(timer);
  }
}
