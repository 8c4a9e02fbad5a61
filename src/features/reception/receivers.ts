import { addDays, dayOf, instantAt } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Responsible } from '../../domain/assignment.ts';
import { statusAfter } from '../../domain/case-flow.ts';
import type { Case, CaseKind } from '../../domain/case.ts';
import type { Form, Receiver } from '../../domain/form.ts';
import { treeOf } from '../../domain/organization.ts';
import type { Records } from '../../ports/store.ts';
import { officeOpens } from './reminders.ts';
import { type Directory, findResponsible } from './responsible.ts';

/** Who gets which kind of case, by its form. */
export type Receivers = ReadonlyMap<CaseKind, Responsible>;

/** Who assigned what no person did. */
export const byForm = '表单';

/** Of these kinds; whom a form names and nobody is, is left out: the case waits for staff then. */
export async function receiversOf(
  directory: Directory,
  { forms, kinds }: { forms: readonly Form[]; kinds: readonly CaseKind[] },
): Promise<Receivers> {
  const found = new Map<CaseKind, Responsible>();
  for (const form of forms) {
    const receiver = kinds.includes(form.id) ? await findReceiver(directory, form.receiver) : null;
    if (receiver !== null && typeof receiver !== 'string') found.set(form.id, receiver);
  }
  return found;
}

/** Forms whose receiver is nobody, or several: what is it called, and why. */
export async function lostReceivers(directory: Directory, forms: readonly Form[]): Promise<string[]> {
  const lost: string[] = [];
  for (const { name, receiver } of forms) {
    const found = await findReceiver(directory, receiver);
    if (typeof found === 'string') lost.push(`${name}：${found}`);
  }
  return lost;
}

/**
 * Assigns a case that was just registered to whom its form names, until the day it is due, as staff would; they are told
 * in private. Part of the transaction that registers it, and only for one that is new: so it is once.
 */
export async function giveToReceiver(
  records: Pick<Records, 'cases' | 'assignments'>,
  one: Case,
  { receivers, timeZone }: { receivers: Receivers; timeZone: string },
): Promise<Case> {
  const assignee = receivers.get(one.kind);
  const status = statusAfter('assign', one.status);
  if (assignee === undefined || status === null) return one;
  const dueDay = one.dueAt === null ? null : dayOf(one.dueAt, timeZone);
  const detail = { assignee: assignee.name, lead: null, due: dueDay };
  const step = { at: one.createdAt, who: byForm, action: 'assign', note: null, detail } as const;
  const changed = await records.cases.change(one, { status }, step);
  const at = heardAt(one, timeZone);
  const of = { caseNo: one.no, assignee, lead: null, dueDay, assignedBy: byForm, assignedAt: at, nextAt: at };
  await records.assignments.add({ ...of, id: `form/${one.no}` });
  return changed;
}

/** What is told at once of an anonymous case would tell the hour at which somebody wrote: it waits for the next morning. */
function heardAt({ createdAt, claimHash }: Case, timeZone: string): number {
  return claimHash === null ? createdAt : instantAt(addDays(dayOf(createdAt, timeZone), 1), officeOpens, timeZone);
}

/** Null: the form names nobody; a sentence: whom it names is nobody, or not one. */
async function findReceiver(directory: Directory, receiver: Receiver): Promise<Responsible | string | null> {
  const { name, role, organization } = receiver;
  try {
    if (name !== null) return await findResponsible(directory, name);
    if (role !== null) return await findByRole(directory, role, organization);
    return organization === null ? null : await findOrganization(directory, organization);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message;
  }
}

/** An account that is called so, whoever has this post, or an organization of this name. */
async function findByRole(
  directory: Directory,
  role: string,
  organization: string | null,
): Promise<Responsible | string> {
  const user = organization === null ? await directory.users.findByName(role) : null;
  if (user !== null && user.disabledAt === null) return { kind: 'user', id: user.id, name: user.name };
  const tree = treeOf(await directory.organizations.list());
  const within = organization === null ? null : tree.named(organization).map(({ id }) => id);
  if (within?.length === 0) return `没有叫“${organization}”的组织。`;
  const having = await directory.people.listHaving({ trait: 'post', value: role }, within);
  const [person, another] = having;
  if (another !== undefined) return `职务是“${role}”的有 ${having.length} 个人，请写明 name 或 organization。`;
  if (person !== undefined) return { kind: 'person', id: person.id, name: person.name };
  const [body] = organization === null ? tree.named(role) : [];
  if (body !== undefined) return { kind: 'body', id: null, name: body.name };
  return `没有叫“${role}”的账号或组织，通讯录里也没有人的职务是它。`;
}

async function findOrganization({ organizations }: Directory, name: string): Promise<Responsible | string> {
  const [found] = treeOf(await organizations.list()).named(name);
  return found === undefined ? `没有叫“${name}”的组织。` : { kind: 'body', id: null, name: found.name };
}
