import { AppError } from '../../base/errors.ts';
import { type AuditAction, type AuditDetail, operator } from '../../domain/audit.ts';
import {
  checkPlace,
  findOrganization,
  kindOf,
  type Organization,
  type OrganizationTree,
  readOrganizationName,
  treeOf,
} from '../../domain/organization.ts';
import type { OrganizationKind } from '../../domain/organization-kind.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrganizationCounts } from '../../ports/organizations.ts';
import type { Store } from '../../ports/store.ts';
import { checkTags } from '../../domain/tag.ts';
import { removeOrganization } from './remove-organization.ts';
import { shortId } from './short-id.ts';

export type OrganizationDeskDeps = { store: Store; clock: Clock; newId: () => string };

/** `depth`: 0 at the top; `groups`, `people` and `cases`: how many are its own, without those below it. */
export type ListedOrganization = Omit<Organization, 'createdAt'> & {
  path: string;
  depth: number;
  groups: number;
  people: number;
  cases: number;
  openCases: number;
  createdAt: string;
};

export type NewOrganization = {
  name: string;
  kind: OrganizationKind | null;
  parent: string | null;
  tags: readonly string[];
};

export type OrganizationChanges = Partial<{
  name: string;
  kind: OrganizationKind;
  parent: string | null;
  tags: readonly string[];
}>;

/**
 * What is done to the tree. `which` and `parent` are a name, the end of a path, or an id; `by`: who, for the audit log.
 * Throws `input/invalid`, `record/not-found` and `record/conflict`, each with one sentence.
 */
export type OrganizationDesk = {
  /** Each after the one it stands below. */
  list(): Promise<ListedOrganization[]>;
  /** Without a kind it is what its name says. */
  add(organization: NewOrganization, by?: string): Promise<ListedOrganization>;
  /** With all below it; null = to the top. */
  move(which: string, parent: string | null, by?: string): Promise<ListedOrganization>;
  rename(which: string, name: string, by?: string): Promise<ListedOrganization>;
  /** Replaces the tags. */
  tag(which: string, tags: readonly string[], by?: string): Promise<ListedOrganization>;
  /** Several of these at once; absent stays as it is. */
  change(which: string, changes: OrganizationChanges, by?: string): Promise<ListedOrganization>;
  /** Refused while anything stands in it, unless that is to go into another one: `into`. */
  remove(which: string, of?: { by?: string; into?: string | null }): Promise<Organization>;
  /** Makes a group that of an organization; null = of none. Returns the organization. */
  bindGroup(conversationId: string, which: string | null): Promise<Organization | null>;
};

export function createOrganizationDesk({ store, clock, newId }: OrganizationDeskDeps): OrganizationDesk {
  /** What `work` makes of the tree is checked and stored while nobody else changes it. */
  const change = async (
    { action, by = operator }: { action: AuditAction; by: string | undefined },
    work: (tree: OrganizationTree) => Organization,
  ): Promise<ListedOrganization> => {
    const { id } = await store.transaction(async ({ organizations, audit }) => {
      const tree = treeOf(await organizations.lock());
      const changed = work(tree);
      checkPlace(tree, changed);
      await organizations.put([changed]);
      const entry = { at: clock.now(), who: by, subject: changed.id, detail: detailOf(changed, tree) };
      await audit.append({ ...entry, action });
      return changed;
    });
    const listed = (await list(store)).find((one) => one.id === id);
    if (listed === undefined) throw new AppError('record/not-found', '这个组织刚刚被删除了。');
    return listed;
  };

  const changeOne = (which: string, changes: OrganizationChanges, by?: string): Promise<ListedOrganization> =>
    change({ action: 'organization/change', by }, (tree) => changed(tree, findOrganization(tree, which), changes));

  return {
    list: () => list(store),

    async add({ name: written, kind, parent, tags }, by) {
      const name = readOrganizationName(written);
      const own = { id: shortId('o', newId), name, kind: kind ?? kindOf(name), tags, createdAt: clock.now() };
      return change({ action: 'organization/add', by }, (tree) =>
        changed(tree, { ...own, parentId: null }, { parent }),
      );
    },

    move: (which, parent, by) => changeOne(which, { parent }, by),
    rename: async (which, written, by) => changeOne(which, { name: readOrganizationName(written) }, by),
    tag: (which, tags, by) => changeOne(which, { tags }, by),
    change: changeOne,

    remove: (which, { by = operator, into = null } = {}) =>
      store.transaction(async (records) => {
        const removed = await removeOrganization(records, which, into);
        const detail = { name: removed.name, ...(into === null ? {} : { into }) };
        const entry = { at: clock.now(), who: by, subject: removed.id, detail };
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

/** The one above by its path: whoever reads the log knows no ids. */
function detailOf({ name, parentId, tags }: Organization, tree: OrganizationTree): AuditDetail {
  const parent = parentId === null ? null : tree.find(parentId);
  return { name, parent: parent === null ? null : tree.pathOf(parent), tags: tags.join('、') };
}

/** Throws what is wrong with the name, the tags or the one above. */
function changed(
  tree: OrganizationTree,
  organization: Organization,
  { name, kind, parent, tags }: OrganizationChanges,
): Organization {
  return {
    ...organization,
    name: name === undefined ? organization.name : readOrganizationName(name),
    kind: kind ?? organization.kind,
    parentId: parent === undefined ? organization.parentId : parent === null ? null : findOrganization(tree, parent).id,
    tags: tags === undefined ? organization.tags : checkTags(tags),
  };
}

async function list({ organizations }: Store): Promise<ListedOrganization[]> {
  const tree = treeOf(await organizations.list());
  const counts = await organizations.countAll();
  const below = (parentId: string | null, depth: number): ListedOrganization[] =>
    tree.childrenOf(parentId).flatMap((one) => [
      {
        ...one,
        path: tree.pathOf(one),
        depth,
        ...(counts.get(one.id) ?? nothing),
        createdAt: new Date(one.createdAt).toISOString(),
      },
      ...below(one.id, depth + 1),
    ]);
  return below(null, 0);
}

const nothing: OrganizationCounts = { groups: 0, people: 0, cases: 0, openCases: 0 };
