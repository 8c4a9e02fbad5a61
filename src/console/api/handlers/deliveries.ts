import type { BroadcastDesk } from '../../../features/broadcasts/desk.ts';
import type { Statistics } from '../../../features/broadcasts/statistics.ts';
import { bind, type Bound } from '../bind.ts';
import { deliveryRoutes as routes } from '../contract/deliveries.ts';

export type DeliveryHandlerDeps = { desk: BroadcastDesk; countStatistics: () => Promise<Statistics> };

export function createDeliveryHandlers({ desk, countStatistics }: DeliveryHandlerDeps) {
  return {
    listUndecided: bind(routes.listUndecided, async () => ({ undecided: await desk.undecided() })),

    listWaiting: bind(routes.listWaiting, async () => ({ waiting: await desk.waiting() })),

    resolveDelivery: bind(routes.resolveDelivery, async ({ user }, { params, body }) => {
      await desk.resolve(params.id, body.as, user.name);
      return { deliveryId: params.id, resolved: body.as };
    }),

    showStatistics: bind(routes.showStatistics, () => countStatistics()),
  } satisfies Record<keyof typeof routes, Bound>;
}
