import { AppError } from '../base/errors.ts';
import type { OrganizationKind } from './organization-kind.ts';

/** An association, or a body above it. `parentId`: the one above, null = none. */
export type Organization = {
  id: string;
  name: string;
  kind: OrganizationKind;
  parentId: string | null;
  tags: readonly string[];
  createdAt: number;
};

/** All organizations, looked at as the tree they are; built once, then cheap to ask. */
export type OrganizationTree = {
  find(id: string): Organization | null;
  /** By name; null = those without one above. */
  childrenOf(id: string | null): readonly Organization[];
  /** Names from the top down, joined by `/`. */
  pathOf(organization: Organization): string;
  /** The ids of an organization and of all below it. */
  subtreeOf(id: string): ReadonlySet<string>;
  /** Those that an id, a name, or the end of a path (`综合党委/餐饮协会`) means. */
  named(written: string): readonly Organization[];
  /** Those whose name holds these words, shortest first. */
  like(written: string): readonly Organization[];
  /** The one of this name under a parent, however it is spelled. */
  childNamed(parentId: string | null, name: string): Organization | null;
};

export const longestOrganizationName = 60;

export function treeOf(all: readonly Organization[]): OrganizationTree {
  const byId = new Map(all.map((one) => [one.id, one]));
  const children = groupBy(all.toSorted(byName), ({ parentId }) => parentId);
  const byKey = groupBy(all, ({ name }) => nameKey(name));
  const lineOf = (organization: Organization): Organization[] => {
    const line = new Set([organization]);
    for (let { parentId } = organization; parentId !== null;) {
      const above = byId.get(parentId);
      if (above === undefined || line.has(above)) break;
      line.add(above);
      ({ parentId } = above);
    }
    return [...line].toReversed();
  };
  const childrenOf = (id: string | null): readonly Organization[] => children.get(id) ?? [];

  return {
    find: (id) => byId.get(id) ?? null,
    childrenOf,
    pathOf: (organization) =>
      lineOf(organization)
        .map(({ name }) => name)
        .join('/'),

    subtreeOf(id) {
      const ids = new Set([id]);
      for (const one of ids) for (const child of childrenOf(one)) ids.add(child.id);
      return ids;
    },

    named(written) {
      const known = byId.get(written.trim());
      if (known !== undefined) return [known];
      const keys = written.split('/').map(nameKey);
      return (byKey.get(keys.at(-1) ?? '') ?? []).filter((one) => {
        const line = lineOf(one).slice(-keys.length);
        return line.length === keys.length && line.every(({ name }, index) => nameKey(name) === keys[index]);
      });
    },

    like(written) {
      const key = nameKey(written);
      if (key.length < 2) return [];
      return all.filter(({ name }) => nameKey(name).includes(key)).toSorted((a, b) => a.name.length - b.name.length);
    },

    childNamed(parentId, name) {
      const key = nameKey(name);
      return (byKey.get(key) ?? []).find((one) => one.parentId === parentId) ?? null;
    },
  };
}

/** The one that is meant; throws `record/not-found` for none and `input/invalid` for several. */
export function findOrganization(tree: OrganizationTree, written: string): Organization {
  const [found, another] = tree.named(written);
  if (found === undefined)
    throw new AppError('record/not-found', `没有名为“${written.trim()}”的组织，${hintFor(tree, written)}。`);
  if (another === undefined) return found;
  const paths = tree.named(written).slice(0, 3).map(tree.pathOf);
  throw new AppError('input/invalid', `叫“${written.trim()}”的组织不止一个，请写全：${paths.join('，或 ')}。`);
}

/** Those whose name holds what was written, as people shorten names. */
function hintFor(tree: OrganizationTree, written: string): string {
  const alike = tree
    .like(written)
    .slice(0, 3)
    .map(({ name }) => `“${name}”`);
  return alike.length === 0 ? '请先看看有哪些组织' : `是不是 ${alike.join('、')}？名称请写全`;
}

/**
 * Whether an organization can have this name in this place. Throws `record/not-found` when the parent is not there,
 * `record/conflict` when a sibling has the name, and `input/invalid` when it would stand below itself.
 */
export function checkPlace(tree: OrganizationTree, { id, name, parentId }: Omit<Organization, 'createdAt'>): void {
  const parent = parentId === null ? null : tree.find(parentId);
  if (parentId !== null && parent === null)
    throw new AppError('record/not-found', '上级组织已经不在了，请先看看有哪些组织。');
  if (parent !== null && tree.find(id) !== null && tree.subtreeOf(id).has(parent.id))
    throw new AppError('input/invalid', `“${parent.name}”是“${name}”自己或它的下级，不能作它的上级。`);
  const twin = tree.childNamed(parentId, name);
  if (twin === null || twin.id === id) return;
  const where = parent === null ? '最上一级' : `“${parent.name}”下面`;
  throw new AppError('record/conflict', `${where}已经有名为“${twin.name}”的组织。`);
}

/** A name as it is kept; throws `input/invalid`. Slashes join a path, commas a segment. */
export function readOrganizationName(written: string): string {
  const name = written.trim().replace(/\s+/gu, ' ');
  const length = Array.from(name).length;
  if (
    length > 0 &&
    length <= longestOrganizationName &&
    /[\p{L}\p{N}]/u.test(name) &&
    !/[/,，;；\p{Cc}\p{Cs}]/u.test(name)
  )
    return name;
  const shown = Array.from(name).slice(0, 20).join('');
  throw new AppError(
    'input/invalid',
    `组织名称 “${shown}” 不行：应为 1 到 ${longestOrganizationName} 个字，不含逗号、分号和斜杠。`,
  );
}

/** What a name says of its bearer. */
export function kindOf(name: string): OrganizationKind {
  if (name.endsWith('工委')) return 'committee';
  return /(?:综合|行业|综合（行业）|行业（综合）)党委$/u.test(name) ? 'party_committee' : 'association';
}

function groupBy<K>(all: readonly Organization[], keyOf: (one: Organization) => K): Map<K, Organization[]> {
  const groups = new Map<K, Organization[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

/** The same for spellings that people take for one: width, spaces, quotes, case. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s"'“”‘’「」『』]/gu, '');
}

function byName(a: Organization, b: Organization): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
