import { dayOf } from '../../base/calendar.ts';
import type { Case } from '../../domain/case.ts';
import type { CaseFile } from '../../domain/case-file.ts';
import { actionsFrom, type FollowAction, followActions } from '../../domain/case-flow.ts';
import type { Organization } from '../../domain/organization.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { createDaysLeft } from './days-left.ts';
import { conversationName, kindName } from './labels.ts';
import { maskText } from '../../domain/mask.ts';
import { isTheirs, maskPersonal } from './mask-personal.ts';
import { dueOf, type RegisterDeps, type RegisterItem, timesOf } from './register.ts';
import { whyNoReply } from './replying.ts';
import { readStory, type ShownAssignment, type ShownStep } from './story.ts';
import { findCase } from './take-step.ts';

/** What whoever submitted it was told; times ISO. `reason`: why it did not arrive, or nobody knows. */
export type TheyWereTold = Pick<Delivery, 'id' | 'text' | 'state' | 'reason'> & { at: string; sentAt: string | null };

/** A step; `theirs`: of whoever submitted it, not of staff. */
export type WholeStep = ShownStep & { theirs: boolean };

/** One case with its whole story. `hidden`: names and numbers are not in it. `noReply`: why the bot cannot answer them. */
export type WholeCase = Omit<RegisterItem, 'assignee'> &
  Pick<Case, 'email' | 'expectation' | 'mergedInto'> & {
    /** Further fields of its form, as people call them. */
    details: { label: string; value: string }[];
    hidden: boolean;
    group: string | null;
    /** The organization of the address book it is of. */
    placedIn: { id: string; name: string } | null;
    receptionDay: { id: string; date: string } | null;
    steps: WholeStep[];
    assignments: ShownAssignment[];
    merged: string[];
    files: Pick<CaseFile, 'id' | 'name' | 'mime' | 'size'>[];
    told: TheyWereTold[];
    actions: FollowAction[];
    noReply: string | null;
  };

/** Throws `record/not-found`. `hidden`: without names and numbers to call. */
export async function readWholeCase(
  deps: RegisterDeps,
  no: string,
  { hidden }: { hidden: boolean },
): Promise<WholeCase> {
  const { store, clock, timeZone } = deps;
  const found = await findCase(store, no, null);
  const steps = await store.cases.steps(no);
  const { one, steps: shown } = hidden ? maskPersonal({ one: found, steps }) : { one: found, steps };
  const mask = maskOf(found, hidden);
  const kinds = await deps.kindNames();
  const daysLeft = createDaysLeft(dayOf(clock.now(), timeZone), await deps.workdays());
  const of = { kinds, timeZone, daysLeft };
  const { assignments, merged } = await readStory(store, found);
  const { version, kind, status, source, organization, contact, phone, email, category, content } = one;
  const { expectation, satisfaction, mergedInto } = one;
  return {
    no,
    version,
    kind,
    status,
    source,
    organization,
    contact,
    phone,
    email,
    category,
    content,
    expectation,
    details: await detailsOf(deps, one),
    satisfaction,
    mergedInto,
    hidden,
    assignments,
    merged,
    kindName: kindName(kind, kinds),
    member: one.memberName,
    ...dueOf(found, of),
    ...timesOf(found),
    ...(await placeOf(deps, found)),
    steps: shown.map((step, at) => ({
      ...step,
      at: new Date(step.at).toISOString(),
      theirs: isTheirs(steps[at] ?? step, found),
    })),
    files: (await store.caseFiles.list(no)).map(({ id, name, mime, size }) => ({ id, name: mask(name), mime, size })),
    told: await toldOf(deps, found, mask),
    actions: actionsFrom(status, followActions),
    noReply: await whyNoReply(store, found),
  };
}

/** What stands in details beside the fields of a form. */
const commonDetails: ReadonlyMap<string, string> = new Map([
  ['given_by', '交办单位'],
  ['their_number', '对方编号'],
  ['register_no', '登记号'],
]);

async function detailsOf(
  { forms }: RegisterDeps,
  { kind, details }: Pick<Case, 'kind' | 'details'>,
): Promise<WholeCase['details']> {
  const form = (await forms()).forms.find(({ id }) => id === kind);
  const nameOf = (id: string): string =>
    commonDetails.get(id) ?? form?.fields.find((field) => field.id === id)?.name ?? id;
  return Object.entries(details).map(([id, value]) => ({ label: nameOf(id), value }));
}

/** As `CaseFilter.organizationId` finds it. */
async function organizationOf({ organizations }: RegisterDeps['store'], one: Case): Promise<Organization | null> {
  if (one.organizationId !== null) return organizations.find(one.organizationId);
  if (one.organization === null) return null;
  const [found, other] = (await organizations.list()).filter(({ name }) => name === one.organization);
  return found === undefined || other !== undefined ? null : found;
}

type Placed = Pick<WholeCase, 'group' | 'receptionDay' | 'placedIn'>;

async function placeOf({ store }: RegisterDeps, one: Case): Promise<Placed> {
  const conversation = one.conversationId === null ? null : await store.conversations.find(one.conversationId);
  const day = one.receptionDayId === null ? null : await store.receptionDays.find(one.receptionDayId);
  const organization = await organizationOf(store, one);
  return {
    placedIn: organization && { id: organization.id, name: organization.name },
    group: conversation === null ? null : conversationName(conversation),
    receptionDay: day === null ? null : { id: day.id, date: day.date },
  };
}

type Mask = (text: string) => string;

/** For what stands beside the case and may name people, too. */
function maskOf({ contact, memberName }: Case, hidden: boolean): Mask {
  const names = [contact, memberName].filter((name): name is string => name !== null && name.length > 1);
  return (text) => (hidden ? maskText(text, names) : text);
}

async function toldOf({ store }: RegisterDeps, one: Case, mask: Mask): Promise<TheyWereTold[]> {
  const deliveries = await store.deliveries.listByKey(`case/${one.no}/`);
  return deliveries
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map(({ id, text, state, reason, createdAt, sentAt }) => ({
      id,
      text: mask(text),
      state,
      reason,
      at: new Date(createdAt).toISOString(),
      sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    }));
}
