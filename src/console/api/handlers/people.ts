import { consentOn } from '../../../features/directory/consent-day.ts';
import type { PeopleDesk, PersonChanges } from '../../../features/directory/people-desk.ts';
import type { PeopleImportDesk } from '../../../features/directory/people-import-desk.ts';
import type { Clock } from '../../../ports/clock.ts';
import { bind, type Bound } from '../bind.ts';
import { peopleRoutes as routes } from '../contract/people.ts';
import { onlyWritten, toPage, toWords } from './read.ts';

export type PeopleHandlerDeps = { desk: PeopleDesk; imports: PeopleImportDesk; clock: Clock; timeZone: string };

export function createPeopleHandlers({ desk, imports, clock, timeZone }: PeopleHandlerDeps) {
  const withConsent = <T extends { consent?: string | null | undefined }>({ consent, ...body }: T) => ({
    ...body,
    ...(consent === undefined ? {} : { consentAt: consentOn(consent, { now: clock.now(), timeZone }) }),
  });

  return {
    listPeople: bind(routes.listPeople, (_caller, { query: { after, limit, ...query } }) =>
      desk.page({
        filter: {
          search: toWords(query.search),
          organization: query.organization ?? null,
          consent: toFlag(query.consent),
          bound: toFlag(query.bound),
        },
        ...toPage({ after, limit }),
      }),
    ),

    addPerson: bind(routes.addPerson, async ({ user }, { body }) => {
      const { organization, name, ...facts } = body;
      return desk.add({ ...toChanges(withConsent(facts)), organization, name }, user.name);
    }),

    changePerson: bind(routes.changePerson, async ({ user }, { params: { id }, body }) =>
      desk.change(id, toChanges(withConsent(body)), user.name),
    ),

    removePerson: bind(routes.removePerson, async ({ user }, { params: { id } }) => {
      await desk.remove(id, user.name);
      return undefined;
    }),

    showPhone: bind(routes.showPhone, async ({ user }, { params: { id } }) => ({
      phone: await desk.phone(id, user.name),
    })),

    issuePersonCode: bind(routes.issuePersonCode, ({ user }, { params: { id } }) => desk.issueCode(id, user.name)),

    previewPeopleImport: bind(routes.previewPeopleImport, ({ user }, { query: { name }, body }) =>
      imports.preview({ name, bytes: body }, user),
    ),

    startPeopleImport: bind(routes.startPeopleImport, ({ user }, { params: { id } }) => imports.start(id, user)),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toChanges(written: { [K in keyof PersonChanges]?: PersonChanges[K] | undefined }): PersonChanges {
  return onlyWritten(written);
}

function toFlag(written: 'yes' | 'no' | undefined): boolean | null {
  return written === undefined ? null : written === 'yes';
}
