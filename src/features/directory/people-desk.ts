import { AppError } from '../../base/errors.ts';
import { type AuditDetail, operator } from '../../domain/audit.ts';
import { findOrganization, type OrganizationTree, treeOf } from '../../domain/organization.ts';
import type { PeopleFilter } from '../../domain/people-filter.ts';
import { type KnownPerson, type Person, readPersonName, readPost } from '../../domain/person.ts';
import { isAgreed } from '../../domain/sms-refusal.ts';
import { maskPhone, readPhone, showPhone } from '../../domain/phone.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { findPerson } from './find-person.ts';
import { type IssuedCode, issueCode } from './issue-code.ts';
import { shortId } from './short-id.ts';

export type PeopleDeskDeps = { store: Store; clock: Clock; newId: () => string };

/** `phone`: masked unless all of it was asked for. `bound`: how many chat identities are this person. Times are ISO. */
export type ListedPerson = {
  id: string;
  name: string;
  post: string | null;
  organization: { id: string; name: string; path: string };
  phone: string | null;
  smsConsentAt: string | null;
  bound: number;
  createdAt: string;
};

/** What is written of a person; absent stays as it is, an empty text is none. `consentAt`: epoch ms, null refuses. */
export type PersonChanges = Partial<{
  organization: string;
  name: string;
  post: string;
  phone: string;
  consentAt: number | null;
}>;

/**
 * What is done to the address book. `which` is an id, a name, or `organization/name`; `by`: who, for the audit log. Throws
 * `input/invalid`, `record/not-found` and `record/conflict`, each with one sentence.
 */
export type PeopleDesk = {
  /** Those of an organization and of all below it, or all; by organization and name. */
  list(of: { organization: string | null; fullPhones: boolean }): Promise<ListedPerson[]>;
  /** By name, phones masked; `next` null: it is the last page. Throws `input/invalid` when `after` is no place. */
  page(of: {
    filter: PeopleFilter;
    after: string | null;
    limit: number;
  }): Promise<{ people: ListedPerson[]; total: number; next: string | null }>;
  /** The whole number, null = none; that it was asked for is on record. */
  phone(which: string, by: string): Promise<string | null>;
  add(person: PersonChanges & { organization: string; name: string }, by?: string): Promise<ListedPerson>;
  change(which: string, changes: PersonChanges, by?: string): Promise<ListedPerson>;
  remove(which: string, by?: string): Promise<Person>;
  /** Takes the place of the code before. */
  issueCode(which: string, by?: string): Promise<IssuedCode>;
};

export function createPeopleDesk(deps: PeopleDeskDeps): PeopleDesk {
  const { store, clock, newId } = deps;
  const show = async (id: string): Promise<ListedPerson> => {
    const tree = treeOf(await store.organizations.list());
    const { organizationId = '' } = (await store.people.find(id)) ?? {};
    const person = (await store.people.listKnown([organizationId])).find((one) => one.id === id);
    if (person === undefined) throw new AppError('record/not-found', '这个人刚刚被删除了。');
    return toListed(person, { tree, fullPhones: false });
  };

  return {
    async list({ organization, fullPhones }) {
      const tree = treeOf(await store.organizations.list());
      const ids = organization === null ? null : [...tree.subtreeOf(findOrganization(tree, organization).id)];
      const listed = (await store.people.listKnown(ids)).map((person) => toListed(person, { tree, fullPhones }));
      return listed.sort((a, b) => compare(a.organization.path, b.organization.path) || compare(a.name, b.name));
    },

    async page({ filter, after, limit }) {
      const tree = treeOf(await store.organizations.list());
      const found = await store.people.page(filter, { after, limit: limit + 1 });
      const people = found.slice(0, limit).map((person) => toListed(person, { tree, fullPhones: false }));
      return {
        people,
        total: await store.people.count(filter),
        next: found.length > limit ? (people.at(-1)?.id ?? null) : null,
      };
    },

    phone: (which, by) =>
      store.transaction(async (records) => {
        const tree = treeOf(await records.organizations.list());
        const { id, phone } = await findPerson(records, tree, which);
        await records.audit.append({ at: clock.now(), who: by, action: 'person/view', subject: id, detail: {} });
        return phone === null ? null : showPhone(phone);
      }),

    async add({ organization, ...written }, by = operator) {
      const facts = { post: null, phone: null, smsConsentAt: null, createdAt: clock.now() };
      const id = shortId('p', newId);
      await store.transaction(async (records) => {
        const tree = treeOf(await records.organizations.lock());
        const organizationId = findOrganization(tree, organization).id;
        const nobody = { id, organizationId, name: '', ...facts };
        const person = changed(nobody, written, tree);
        await put(records, tree, person);
        await recordRefusal(records, { before: nobody, after: person, consentAt: written.consentAt, now: clock.now() });
        const detail = factsIn(written);
        await records.audit.append({ at: facts.createdAt, who: by, action: 'person/add', subject: id, detail });
      });
      return show(id);
    },

    async change(which, changes, by = operator) {
      const id = await store.transaction(async (records) => {
        const tree = treeOf(await records.organizations.lock());
        const person = await findPerson(records, tree, which);
        const after = changed(person, changes, tree);
        await put(records, tree, after);
        await recordRefusal(records, { before: person, after, consentAt: changes.consentAt, now: clock.now() });
        const entry = { at: clock.now(), who: by, subject: person.id, detail: factsIn(changes) };
        await records.audit.append({ ...entry, action: 'person/change' });
        return person.id;
      });
      return show(id);
    },

    remove: (which, by = operator) =>
      store.transaction(async (records) => {
        const person = await findPerson(records, treeOf(await records.organizations.lock()), which);
        await records.people.remove(person.id);
        await refuseUnlessAgreed(records, person, clock.now());
        const entry = { at: clock.now(), who: by, subject: person.id, detail: {} };
        await records.audit.append({ ...entry, action: 'person/remove' });
        return person;
      }),

    async issueCode(which, by = operator) {
      const { id, name } = await findPerson(store, treeOf(await store.organizations.list()), which);
      return issueCode(deps, { name, holder: { kind: 'person', id }, by });
    },
  };
}

/** Which facts were written, not what: of people the log has their ids and whether they agreed. */
function factsIn({ consentAt, ...facts }: PersonChanges): AuditDetail {
  const fields = Object.keys(facts).join(',');
  return { ...(fields === '' ? {} : { fields }), ...(consentAt === undefined ? {} : { consent: consentAt !== null }) };
}

async function put({ people }: Records, tree: OrganizationTree, person: Person): Promise<void> {
  const siblings = await people.list([person.organizationId]);
  if (siblings.some(({ id, name }) => id !== person.id && name === person.name))
    throw new AppError(
      'record/conflict',
      `${tree.find(person.organizationId)?.name}里已经有“${person.name}”；同名的两个人请在姓名后加以区分，如 ${person.name}（办公室）。`,
    );
  await people.put([person]);
}

type Change = { before: Person; after: Person; consentAt: number | null | undefined; now: number };

/** Throws `input/invalid` for a consent of before the refusal; a refusal follows who made it to another number. */
async function recordRefusal(
  { smsRefusals }: Pick<Records, 'smsRefusals'>,
  { before, after, consentAt, now }: Change,
): Promise<void> {
  const phones = [before.phone, after.phone].filter((phone) => phone !== null);
  if (consentAt === null) return smsRefusals.record(phones.map((phone) => ({ phone, at: now })));
  const refusedAt = after.phone === null ? null : await smsRefusals.find(after.phone);
  if (consentAt !== undefined && !isAgreed(consentAt, refusedAt))
    throw new AppError(
      'input/invalid',
      '这个号码的本人在那之后收回过同意；重新同意了，请写收回之后的日期，今天同意的就写今天。',
    );
  if (after.phone === null || after.phone === before.phone || after.smsConsentAt !== null) return;
  const at = before.phone === null ? null : await smsRefusals.find(before.phone);
  if (at !== null) await smsRefusals.record([{ phone: after.phone, at }]);
}

/** Who agreed and is removed stays refused, also after a restore, unless the number goes on elsewhere in the directory. */
async function refuseUnlessAgreed(
  { people, smsRefusals }: Pick<Records, 'people' | 'smsRefusals'>,
  { phone, smsConsentAt }: Person,
  now: number,
): Promise<void> {
  if (phone === null || smsConsentAt === null) return;
  const others = await people.listByPhone(phone);
  if (!others.some((other) => other.smsConsentAt !== null)) await smsRefusals.record([{ phone, at: now }]);
}

function changed(person: Person, changes: PersonChanges, tree: OrganizationTree): Person {
  const { organization, name, post, phone, consentAt } = changes;
  return {
    ...person,
    organizationId: organization === undefined ? person.organizationId : findOrganization(tree, organization).id,
    name: name === undefined ? person.name : readPersonName(name),
    post: post === undefined ? person.post : readPost(post),
    phone: phone === undefined ? person.phone : readOptionalPhone(phone),
    smsConsentAt: consentAt === undefined ? person.smsConsentAt : consentAt,
  };
}

function readOptionalPhone(written: string): string | null {
  if (written.trim() === '') return null;
  const phone = readPhone(written);
  if (phone !== null) return phone;
  throw new AppError('input/invalid', '电话看不懂：请写一个号码，如 13800138000 或 0731-88886666，不带分机。');
}

function toListed(
  { id, name, post, phone, smsConsentAt, organizationId, memberIds, createdAt }: KnownPerson,
  { tree, fullPhones }: { tree: OrganizationTree; fullPhones: boolean },
): ListedPerson {
  const organization = tree.find(organizationId);
  return {
    id,
    name,
    post,
    organization: {
      id: organizationId,
      name: organization?.name ?? '',
      path: organization === null ? '' : tree.pathOf(organization),
    },
    phone: phone === null ? null : fullPhones ? showPhone(phone) : maskPhone(phone),
    smsConsentAt: smsConsentAt === null ? null : new Date(smsConsentAt).toISOString(),
    bound: memberIds.length,
    createdAt: new Date(createdAt).toISOString(),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
