import type { z } from 'zod';
import { AppError } from '../../../base/errors.ts';
import type { BroadcastDesk } from '../../../features/broadcasts/desk.ts';
import type { RollExport } from '../../../features/broadcasts/roll-export.ts';
import type { SendOrder } from '../../../features/broadcasts/send-once.ts';
import { bind, type Bound } from '../bind.ts';
import type { order } from '../contract/broadcast-shapes.ts';
import { broadcastRoutes as routes } from '../contract/broadcasts.ts';
import { toInstant, toPage } from './read.ts';

export type BroadcastHandlerDeps = { desk: BroadcastDesk; rolls: Pick<RollExport, 'show' | 'make'> };

export function createBroadcastHandlers({ desk, rolls }: BroadcastHandlerDeps) {
  return {
    listBroadcasts: bind(routes.listBroadcasts, (_caller, { query }) => desk.page(toPage(query))),

    sendBroadcast: bind(routes.sendBroadcast, ({ user }, { body, key }) =>
      desk.sendOnce(toOrder(body, user.name), { userId: user.id, key: key() }),
    ),

    previewBroadcast: bind(routes.previewBroadcast, async ({ user }, { body }) => {
      const { kind, draft } = await desk.withUpload(toOrder(body, user.name), user.id);
      if (kind === 'series') return desk.previewSeries(draft);
      return { ...(await desk.preview(draft)), times: [], note: null };
    }),

    showBroadcast: bind(routes.showBroadcast, (_caller, { params, query: { state = null, ...page } }) =>
      desk.showPage(params.id, { ...toPage(page), state }),
    ),

    editBroadcast: bind(routes.editBroadcast, async ({ user }, { params: { id }, body }) => ({
      id,
      changed: await desk.edit(id, body.text, user.name),
    })),

    cancelBroadcast: bind(routes.cancelBroadcast, async ({ user }, { params: { id } }) => ({
      id,
      ...(await desk.cancel(id, user.name)),
    })),

    showBroadcastFile: bind(routes.showBroadcastFile, (_caller, { params: { id } }) => desk.broadcastFile(id)),

    uploadFile: bind(routes.uploadFile, ({ user }, { query: { name }, body }) =>
      desk.upload({ name, bytes: body }, user.id),
    ),

    listReceipts: bind(routes.listReceipts, (_caller, { params, query }) => desk.receipts(params.id, toPage(query))),

    showRoll: bind(routes.showRoll, (_caller, { params: { id } }) => rolls.show(id)),

    exportRoll: bind(routes.exportRoll, async (_caller, { params: { id } }) => (await rolls.make(id)).file),

    listSeries: bind(routes.listSeries, async () => ({ series: await desk.series() })),
  } satisfies Record<keyof typeof routes, Bound>;
}

/** What a series cannot have is refused: it would be sent otherwise than was meant. */
function toOrder({ series, receipt, ...given }: z.output<typeof order>, by: string): SendOrder {
  const { text, to, urgent = null, file = null } = given;
  const carries = file === null ? {} : { fileId: file };
  const [at, until, receiptUntil] = [given.at, given.until, receipt?.until].map(toInstant);
  if (series === null || series === undefined) {
    const asked = receipt ? { reason: receipt.reason, until: receiptUntil ?? null } : null;
    const draft = { text, to, at: at ?? null, until: until ?? null, receipt: asked, urgent, by };
    return { ...carries, kind: 'broadcast', draft };
  }
  if ([at, until, receiptUntil].some((instant) => instant !== null))
    throw new AppError('input/invalid', '定期群发的时间写在 series 里，不能再写 at、until 和 receipt.until。');
  if (urgent !== null) throw new AppError('input/invalid', '定期群发不能加急，请去掉 urgent。');
  const { cron, days, from = null, until: lastDay = null } = series;
  return {
    ...carries,
    kind: 'series',
    draft: { text, to, cron, days, from, until: lastDay, receiptReason: receipt?.reason ?? null, by },
  };
}
