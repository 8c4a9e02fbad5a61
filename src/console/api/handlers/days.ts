import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Day } from '../../../base/calendar.ts';
import type { Case } from '../../../domain/case.ts';
import type { NewFile } from '../../../domain/file.ts';
import type { KindNames } from '../../../domain/form.ts';
import type { DayEdit } from '../../../features/reception/days-checks.ts';
import type { DayDesk } from '../../../features/reception/days.ts';
import type { DayOutlooks, OutlookAct } from '../../../features/reception/days-outlook.ts';
import type { DayReport } from '../../../features/reception/days-report.ts';
import { everyInWords } from '../../../features/reception/days-rule.ts';
import type { ListedDay, ListedRule, ShownDay } from '../../../features/reception/days-show.ts';
import { kindName } from '../../../features/reception/labels.ts';
import { maskPersonal } from '../../../features/reception/mask-personal.ts';
import type { User } from '../../../domain/user.ts';
import { bind, type Bound } from '../bind.ts';
import { dayRoutes as routes } from '../contract/days.ts';
import { toPage } from './read.ts';

/** Reception days as staff work with them on their pages. */
export type StaffDays = {
  desk: DayDesk;
  outlooks: DayOutlooks;
  report: Pick<DayReport, 'outlook' | 'send'>;
  /** The public result as a Word file; the day counts as reported from then on. */
  makeReport(id: string, by: string): Promise<NewFile>;
  kindNames(): Promise<KindNames>;
  today(): Day;
};

export function createDayHandlers(days: StaffDays) {
  const { desk, outlooks, report } = days;
  const show = async (day: ShownDay | Promise<ShownDay>) => toShown(await day, await days.kindNames());
  return {
    listDays: bind(routes.listDays, async (_caller, { query: { status = null, ...page } }) => {
      const listed = await desk.list({ ...toPage(page), status });
      return { days: listed.map(toListed), next: listed.length < page.limit ? null : (listed.at(-1)?.id ?? null) };
    }),

    listDaysBetween: bind(routes.listDaysBetween, async (_caller, { query }) => ({
      today: days.today(),
      days: (await desk.between(query)).map(toListed),
    })),

    planDay: bind(routes.planDay, ({ user }, { body, key }) =>
      show(desk.plan({ ...body, by: user.name }, keyOf(user, key()))),
    ),

    previewDay: bind(routes.previewDay, ({ user }, { body }) => outlooks.ofDraft({ ...body, by: user.name })),

    listDayRules: bind(routes.listDayRules, async () => ({ rules: (await desk.rules()).map(toRule) })),

    planDayRule: bind(routes.planDayRule, async ({ user }, { body, key }) => {
      const planned = await desk.planRule({ ...body, by: user.name }, keyOf(user, key()));
      return { id: planned.rule.id, rule: toRule(planned.rule), days: planned.days.map(toListed) };
    }),

    stopDayRule: bind(routes.stopDayRule, async ({ user }, { params }) => {
      const { cancelled, left } = await desk.stop(params.id, user.name);
      return { cancelled, left: left.map(toListed) };
    }),

    showDay: bind(routes.showDay, (_caller, { params }) => show(desk.show(params.id))),

    changeDay: bind(routes.changeDay, ({ user }, { params, body }) =>
      show(desk.change(params.id, toEdit(body), user.name)),
    ),

    previewDayAct: bind(routes.previewDayAct, (_caller, { params, body }) => outlooks.ofAct(params.id, toAct(body))),

    announceDay: bind(routes.announceDay, ({ user }, { params }) => show(desk.announce(params.id, user.name))),

    openDay: bind(routes.openDay, ({ user }, { params }) => show(desk.open(params.id, user.name))),

    closeDay: bind(routes.closeDay, ({ user }, { params }) => show(desk.close(params.id, user.name))),

    cancelDay: bind(routes.cancelDay, ({ user }, { params, body }) =>
      show(desk.cancel(params.id, body.reason, user.name)),
    ),

    writeDayMinutes: bind(routes.writeDayMinutes, ({ user }, { params, body }) =>
      show(desk.writeMinutes(params.id, body.text, user.name)),
    ),

    listDayCases: bind(routes.listDayCases, async ({ user }, { params, query }) => {
      const cases = await desk.readCases(params.id, toPage(query), user.name);
      const kinds = await days.kindNames();
      const next = cases.length < query.limit ? null : (cases.at(-1)?.no ?? null);
      return { cases: cases.map((one) => toDayCase(one, kinds)), next };
    }),

    addDayCases: bind(routes.addDayCases, async ({ user }, { params, body }) => {
      await desk.addCases(params.id, body.nos, user.name);
      return show(desk.show(params.id));
    }),

    setDayPoint: bind(routes.setDayPoint, async ({ user }, { params, body: { caseNo, said, decided } }) => {
      await desk.setPoint(
        params.id,
        { caseNo, said: said?.trim() || null, decided: decided?.trim() || null },
        user.name,
      );
      return { caseNo };
    }),

    previewDayReport: bind(routes.previewDayReport, (_caller, { params }) => report.outlook(params.id)),

    exportDayReport: bind(routes.exportDayReport, ({ user }, { params }) => days.makeReport(params.id, user.name)),

    sendDayReport: bind(routes.sendDayReport, ({ user }, { params }) => report.send(params.id, user.name)),
  } satisfies Record<keyof typeof routes, Bound>;
}

/** What two people give as a key is not the same; it becomes part of an id. */
function keyOf({ id }: User, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([id, key]))
    .digest('hex');
}

type WrittenEdit = z.output<typeof routes.changeDay.body>;

/** What is left out is not there, rather than undefined. */
function toEdit(written: WrittenEdit): DayEdit {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

function toAct(written: z.output<typeof routes.previewDayAct.body>): OutlookAct {
  return written.kind === 'change' ? { kind: 'change', edit: toEdit(written.edit) } : written;
}

function toListed({ topics, ...day }: ListedDay) {
  return { ...day, topics: [...topics] };
}

function toShown({ cases, ...day }: ShownDay, kinds: KindNames) {
  const named = cases.map((one) => ({ ...one, kindName: kindName(one.kind, kinds) }));
  return { ...day, topics: [...day.topics], cases: named };
}

function toRule({ topics, ...rule }: ListedRule) {
  return { ...rule, topics: [...topics], everyInWords: everyInWords(rule.every) };
}

function toDayCase(found: Case, kinds: KindNames) {
  const { no, kind, status, organization, content, createdAt, dueAt } = maskPersonal({ one: found, steps: [] }).one;
  const times = {
    createdAt: new Date(createdAt).toISOString(),
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
  };
  return { no, kind, kindName: kindName(kind, kinds), status, organization, content, ...times };
}
