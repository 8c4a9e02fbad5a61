import type { z } from 'zod';
import { AppError } from '../../../base/errors.ts';
import type { User } from '../../../domain/user.ts';
import type { CaseAct } from '../../../features/reception/case-act.ts';
import type { CountCases } from '../../../features/reception/case-statistics.ts';
import type { BeginExport } from '../../../features/reception/export-job.ts';
import type { FollowUp } from '../../../features/reception/follow-up.ts';
import type { RegisterDesk } from '../../../features/reception/register-desk.ts';
import type { RegisterImportDesk } from '../../../features/reception/register-import-desk.ts';
import type { RegisterFilter } from '../../../features/reception/register-query.ts';
import type { Taken } from '../../../features/reception/take-step.ts';
import { bind, type Bound } from '../bind.ts';
import { caseRoutes as routes } from '../contract/cases.ts';
import { toPage } from './read.ts';

export type CaseHandlerDeps = {
  register: RegisterDesk;
  followUp: Pick<FollowUp, 'act' | 'add' | 'merge' | 'remindersByHand'>;
  countCases: CountCases;
  beginExport: BeginExport;
  imports: RegisterImportDesk;
};

export function createCaseHandlers({ register, followUp, countCases, beginExport, imports }: CaseHandlerDeps) {
  return {
    listCases: bind(routes.listCases, ({ user }, { query: { by, order, after, limit, ...filter } }) =>
      register.page({ ...toFilter(filter, user), ...toPage({ after, limit }), by, down: order === 'desc' }),
    ),

    listCaseChoices: bind(routes.listCaseChoices, () => register.choices()),

    listAssignees: bind(routes.listAssignees, async (_caller, { query: { search } }) => ({
      assignees: await register.assignees(search),
    })),

    listCaseReminders: bind(routes.listCaseReminders, () => followUp.remindersByHand()),

    countCases: bind(routes.countCases, (_caller, { query: { from, to, kind, organization } }) =>
      countCases({
        from: from ?? null,
        to: to ?? null,
        kind: kind ?? null,
        status: null,
        organization: organization ?? null,
      }),
    ),

    previewCaseImport: bind(routes.previewCaseImport, ({ user }, { query: { name, source }, body }) =>
      imports.preview({ name, bytes: body }, source, user),
    ),

    startCaseImport: bind(routes.startCaseImport, ({ user }, { params: { id }, body: { source } }) =>
      imports.start(id, source, user),
    ),

    addCase: bind(routes.addCase, async ({ user }, { body, key }) => {
      const { no } = await followUp.add(toOrder(body, `${user.id}/${key()}`), { who: user.name, seen: null });
      return { id: no, no };
    }),

    showCase: bind(routes.showCase, (_caller, { params: { id } }) => register.show(id)),

    revealCase: bind(routes.revealCase, ({ user }, { params: { id } }) => register.reveal(id, user.name)),

    listAlikeCases: bind(routes.listAlikeCases, (_caller, { params: { id } }) => register.alike(id)),

    actOnCase: bind(routes.actOnCase, async ({ user }, { params: { id }, body }) =>
      toChanged(await followUp.act(id, toAct(body), { who: user.name, seen: body.seen })),
    ),

    mergeCase: bind(routes.mergeCase, async ({ user }, { params: { id }, body: { into, seen } }) =>
      toChanged(await followUp.merge({ no: id, into }, { who: user.name, seen })),
    ),

    attachToCase: bind(routes.attachToCase, ({ user }, { params: { id }, query: { name }, body, key }) =>
      register.attach(id, { name, bytes: body, key: `${user.id}/${key()}` }, user.name),
    ),

    exportCases: bind(routes.exportCases, async ({ user }, { body: { format, masked, files, ...filter } }) => {
      const { id } = await beginExport(toFilter(filter, user), { format, masked, files, by: user });
      return { jobId: id };
    }),

    showCaseFile: bind(routes.showCaseFile, ({ user }, { params: { id } }) => register.takeFile(id, user.name)),
  } satisfies Record<keyof typeof routes, Bound>;
}

type Filter = Omit<z.output<typeof routes.listCases.query>, 'by' | 'order' | 'after' | 'limit'>;

function toFilter(given: Filter, { id, name }: User): RegisterFilter {
  const { from = null, to = null, status = null, kind = null, organization = null, day = null } = given;
  const { organizationId = null, source = null, state = null, search = null, mine } = given;
  const whose = mine === undefined ? null : { id, name };
  return { from, to, status, kind, organization, organizationId, day, source, state, search, mine: whose };
}

function toOrder(body: z.output<typeof routes.addCase.body>, key: string) {
  const { source, kind, content, organization = null, contact = null, phone = null, category = null } = body;
  const { expectation = null, givenBy = null, theirNumber = null, dueDay = null, workdays = null } = body;
  const said = { kind, content, organization, contact, phone, category, expectation };
  return { key, source, ...said, givenBy, theirNumber, dueDay, workdays };
}

function toAct(body: z.output<typeof routes.actOnCase.body>): CaseAct {
  const { action, note = null, to = null, lead = null, dueDay = null, workdays = null } = body;
  if (action === 'assign') return { action, note, order: { to: to ?? '', lead, dueDay, workdays } };
  if ([to, lead, dueDay, workdays].some((given) => given !== null))
    throw new AppError('input/invalid', 'to、lead、dueDay 和 workdays 只和交办（assign）一起用。');
  return { action, note };
}

function toChanged({ case: { no, status, version }, told }: Taken) {
  return { no, status, version, told };
}
