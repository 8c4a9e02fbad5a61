import { AppError } from '../../base/errors.ts';
import { type AuditAction, type AuditDetail, operator } from '../../domain/audit.ts';
import {
  checkPlace,
  findOrganization,
  kindOf,
  type Organization,
  type OrganizationKind,
  type OrganizationTree,
  readOrganizationName,
  treeOf,
} from '../../domain/organization.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Records, Store } from '../../ports/store.ts';
import { shortId } from './short-id.ts';

export type OrganizationDeskDeps = { store: Store; clock: Clock; newId: () => string };

/** `depth`: 0 at the top; `groups` and `people`: how many are its own, without those below it. */
export type ListedOrganization = Omit<Organization, 'createdAt'> & {
  path: string;
  depth: number;
  groups: number;
  people: number;
  createdAt: string;
};

export type NewOrganization = {
  name: string;
  kind: OrganizationKind | null;
  parent: string | null;
  tags: readonly string[];
};

/**
 * What an operator does with the tree. `which` and `parent` are a name, the end of a path, or an id. Throws
 * `input/invalid`, `record/not-found` and `record/conflict`, each with one sentence.
 */
export type OrganizationDesk = {
  /** Each after the one it stands below. */
  list(): Promise<ListedOrganization[]>;
  /** Without a kind it is what its name says. */
  add(organization: NewOrganization): Promise<ListedOrganization>;
  /** With all below it; null = to the top. */
  move(which: string, parent: string | null): Promise<ListedOrganization>;
  rename(which: string, name: string): Promise<ListedOrganization>;
  /** Replaces the tags. */
  tag(which: string, tags: readonly string[]): Promise<ListedOrganization>;
  /** Refused while anything stands in it. */
  remove(which: string): Promise<Organization>;
  /** Makes a group that of an organization; null = of none. Returns the organization. */
  bindGroup(conversationId: string, which: string | null): Promise<Organization | null>;
};

export function createOrganizationDesk({ store, clock, newId }: OrganizationDeskDeps): OrganizationDesk {
  /** What `work` makes of the tree is checked and stored while nobody else changes it. */
  const change = async (
    action: AuditAction,
    work: (tree: OrganizationTree) => Organization,
  ): Promise<ListedOrganization> => {
    const { id } = await store.transaction(async ({ organizations, audit }) => {
      const tree = treeOf(await organizations.lock());
      const changed = work(tree);
      checkPlace(tree, changed);
      await organizations.put([changed]);
      const entry = { at: clock.now(), who: operator, subject: changed.id, detail: detailOf(changed) };
      await audit.append({ ...entry, action });
      return changed;
    });
    const listed = (await list(store)).find((one) => one.id === id);
    if (listed === undefined) throw new AppError('record/not-found', '这个组织刚刚被删除了。');
    return listed;
  };

  return {
    list: () => list(store),

    async add({ name: written, kind, parent, tags }) {
      const name = readOrganizationName(written);
      const own = { id: shortId('o', newId), name, kind: kind ?? kindOf(name), tags, createdAt: clock.now() };
      return change('organization/add', (tree) => ({
        ...own,
        parentId: parent === null ? null : findOrganization(tree, parent).id,
      }));
    },

    move: (which, parent) =>
      change('organization/change', (tree) => ({
        ...findOrganization(tree, which),
        parentId: parent === null ? null : findOrganization(tree, parent).id,
      })),

    async rename(which, written) {
      const name = readOrganizationName(written);
      return change('organization/change', (tree) => ({ ...findOrganization(tree, which), name }));
    },

    tag: (which, tags) => change('organization/change', (tree) => ({ ...findOrganization(tree, which), tags })),

    remove: (which) =>
      store.transaction(async (records) => {
        const removed = await remove(records, which);
        const entry = { at: clock.now(), who: operator, subject: removed.id, detail: { name: removed.name } };
        await records.audit.append({ ...entry, action: 'organization/remove' });
        return removed;
      }),

    bindGroup: (conversationId, which) =>
      store.transaction(async ({ organizations, conversations, audit }) => {
        const tree = treeOf(await organizations.lock());
        const organization = which === null ? null : findOrganization(tree, which);
        await conversations.setOrganization(conversationId, organization?.id ?? null);
        const detail = { organization: organization?.name ?? null };
        const entry = { at: clock.now(), who: operator, subject: conversationId, detail };
        await audit.append({ ...entry, action: 'group/organization' });
        return organization;
      }),
  };
}

function detailOf({ name, parentId, tags }: Organization): AuditDetail {
  return { name, parent: parentId, tags: tags.join('、') };
}

async function remove({ organizations }: Records, which: string): Promise<Organization> {
  const found = findOrganization(treeOf(await organizations.lock()), which);
  const left = await organizations.countIn(found.id);
  const first = [
    left.organizations > 0 ? `${left.organizations} 个下级组织（organizations move）` : '',
    left.groups > 0 ? `${left.groups} 个群（groups organization）` : '',
    left.people > 0 ? `${left.people} 个人（people set --organization 或 people remove）` : '',
  ].filter((one) => one !== '');
  if (first.length > 0)
    throw new AppError('record/conflict', `“${found.name}”里还有 ${first.join('、')}，请先移走，再删除。`);
  await organizations.remove(found.id);
  return found;
}

async function list({ organizations, conversations, people }: Store): Promise<ListedOrganization[]> {
  const tree = treeOf(await organizations.list());
  const groups = countBy((await conversations.list()).filter(({ kind }) => kind === 'group'));
  const persons = countBy(await people.list(null));
  const below = (parentId: string | null, depth: number): ListedOrganization[] =>
    tree.childrenOf(parentId).flatMap((one) => [
      {
        ...one,
        path: tree.pathOf(one),
        depth,
        groups: groups.get(one.id) ?? 0,
        people: persons.get(one.id) ?? 0,
        createdAt: new Date(one.createdAt).toISOString(),
      },
      ...below(one.id, depth + 1),
    ]);
  return below(null, 0);
}

function countBy(rows: readonly { organizationId: string | null }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { organizationId: id } of rows) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
