import { treeOf } from '../../domain/organization.ts';
import type { Records } from '../../ports/store.ts';

/** Whom a case may be given to; `to` is what names them without doubt, `where`: the organization of a person. */
export type AssigneeChoice = {
  to: string;
  name: string;
  kind: 'user' | 'person' | 'organization';
  where: string | null;
};

const mostOfEach = 20;

/** Accounts, people of the address book and organizations whose name holds these words; all of them without words. */
export async function findAssignees(
  { users, people, organizations }: Pick<Records, 'users' | 'people' | 'organizations'>,
  words: string,
): Promise<AssigneeChoice[]> {
  const all = await organizations.list();
  const tree = treeOf(all);
  const accounts = (await users.list()).filter(({ name, disabledAt }) => disabledAt === null && name.includes(words));
  const listed = await people.listCalled(words, mostOfEach);
  const bodies = (words === '' ? all : tree.like(words)).slice(0, mostOfEach);
  return [
    ...accounts.slice(0, mostOfEach).map(({ name }) => ({ to: name, name, kind: 'user', where: null }) as const),
    ...listed.map(({ id, name, organizationId }) => {
      const organization = tree.find(organizationId);
      return { to: id, name, kind: 'person', where: organization === null ? null : tree.pathOf(organization) } as const;
    }),
    ...bodies.map(
      (one) => ({ to: tree.pathOf(one), name: one.name, kind: 'organization', where: tree.pathOf(one) }) as const,
    ),
  ];
}
