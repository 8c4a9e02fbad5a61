import type { DailyDesk } from '../../../features/integrity/daily-desk.ts';
import type { DailyDraft } from '../../../ports/daily-drafts.ts';
import { bind, type Bound } from '../bind.ts';
import { dailyRoutes as routes } from '../contract/daily.ts';
import { sayingWhatIsMissing } from './missing.ts';

export function createDailyHandlers(desk: DailyDesk) {
  return {
    showDaily: bind(routes.showDaily, async () => {
      const { occasions, ...facts } = await desk.facts();
      return { ...facts, occasions: [...occasions] };
    }),

    listDailyDays: bind(routes.listDailyDays, async (_caller, { query: { from = null, days } }) => ({
      days: (await desk.calendar({ from, days })).map(toShownDay),
    })),

    showDailyDay: bind(routes.showDailyDay, (_caller, { params }) => shown(desk, params.id)),

    fixDailyDay: bind(routes.fixDailyDay, async ({ user }, { params: { id }, body }) => {
      await desk.orders(user.name).fix(id, body.messageId);
      return shown(desk, id);
    }),

    unfixDailyDay: bind(routes.unfixDailyDay, async ({ user }, { params: { id } }) => {
      await desk.orders(user.name).unfix(id);
      return shown(desk, id);
    }),

    skipDailyDay: bind(routes.skipDailyDay, async ({ user }, { params: { id }, body }) => {
      await desk.orders(user.name).skip(id, body.reason.trim(), body.told.trim());
      return shown(desk, id);
    }),

    unskipDailyDay: bind(routes.unskipDailyDay, async ({ user }, { params: { id } }) => {
      await desk.orders(user.name).unskip(id);
      return shown(desk, id);
    }),

    sendDailyDay: bind(routes.sendDailyDay, ({ user }, { params }) => desk.sendNow(params.id, user.name)),

    listDailyMessages: bind(routes.listDailyMessages, (_caller, { query }) => {
      const { search = null, theme = null, occasion = null, origin = null, day = null, after = null, limit } = query;
      return desk.library({ search, theme, occasion, origin, day, after, limit });
    }),

    listDailyDrafts: bind(routes.listDailyDrafts, async ({ user }, { query }) => {
      const drafts = query.decided === 'true' ? await desk.decided() : await desk.drafts(user.name).list();
      return { drafts: drafts.map(toShownDraft) };
    }),

    addDailyDraft: bind(routes.addDailyDraft, async ({ user }, { body: { occasion = null, source = null, ...own } }) =>
      toShownDraft(await desk.drafts(user.name).add({ ...own, occasion, source, by: user.name })),
    ),

    draftDailyWithModel: bind(routes.draftDailyWithModel, async ({ user }, { body }) => {
      const { theme = null, occasion = null, count } = body;
      const { id } = await sayingWhatIsMissing(() => desk.startDrafting({ theme, occasion, count }, user));
      return { jobId: id };
    }),

    approveDailyDraft: bind(routes.approveDailyDraft, async ({ user }, { params, body }) =>
      toShownDraft(await desk.drafts(user.name).approve(params.id, user.name, body.text ?? undefined)),
    ),

    rejectDailyDraft: bind(routes.rejectDailyDraft, async ({ user }, { params, body }) =>
      toShownDraft(await desk.drafts(user.name).reject(params.id, { by: user.name, reason: body.reason })),
    ),

    exportDailyMonth: bind(routes.exportDailyMonth, (_caller, { params, query }) =>
      desk.monthSheet(params.id, query.format),
    ),
  } satisfies Record<keyof typeof routes, Bound>;
}

async function shown(desk: DailyDesk, date: string) {
  return toShownDay(await desk.day(date));
}

function toShownDay({ occasions, ...day }: Awaited<ReturnType<DailyDesk['day']>>) {
  return { ...day, occasions: [...occasions] };
}

function toShownDraft({ createdAt, decidedAt, ...draft }: DailyDraft) {
  const decided = decidedAt === null ? null : new Date(decidedAt).toISOString();
  return { ...draft, createdAt: new Date(createdAt).toISOString(), decidedAt: decided };
}
