import { AppError } from '../../base/errors.ts';
import {
  checkPlace,
  findOrganization,
  type Organization,
  type OrganizationTree,
  treeOf,
} from '../../domain/organization.ts';
import type { Records } from '../../ports/store.ts';

/** Removes an empty one, or moves what stands in it into another one first. Throws `record/conflict`, `input/invalid`. */
export async function removeOrganization(records: Records, which: string, into: string | null): Promise<Organization> {
  const { organizations } = records;
  const tree = treeOf(await organizations.lock());
  const found = findOrganization(tree, which);
  if (into === null) await assertEmpty(records, found);
  else await empty(records, { tree, from: found, to: findOrganization(tree, into) });
  await organizations.remove(found.id);
  return found;
}

async function assertEmpty({ organizations }: Records, { id, name }: Organization): Promise<void> {
  const left = await organizations.countIn(id);
  const first = [
    left.organizations > 0 ? `${left.organizations} 个下级组织` : '',
    left.groups > 0 ? `${left.groups} 个群` : '',
    left.people > 0 ? `${left.people} 个人` : '',
  ].filter((one) => one !== '');
  if (first.length > 0)
    throw new AppError('record/conflict', `“${name}”里还有 ${first.join('、')}，请先移到别的组织，再删除。`);
}

type Move = { tree: OrganizationTree; from: Organization; to: Organization };

async function empty(records: Records, { tree, from, to }: Move): Promise<void> {
  if (tree.subtreeOf(from.id).has(to.id))
    throw new AppError('input/invalid', `“${to.name}”是要删除的组织自己或它的下级，请另选一个来接收。`);
  const children = tree.childrenOf(from.id).map((child) => ({ ...child, parentId: to.id }));
  for (const child of children) checkPlace(tree, child);
  await records.organizations.put(children);
  await movePeople(records, from, to);
  for (const group of await records.conversations.list())
    if (group.organizationId === from.id) await records.conversations.setOrganization(group.id, to.id);
}

/** Within an organization a name is one person. */
async function movePeople({ people }: Records, from: Organization, to: Organization): Promise<void> {
  const known = new Set((await people.list([to.id])).map(({ name }) => name));
  const moved = await people.list([from.id]);
  const twin = moved.find(({ name }) => known.has(name));
  if (twin !== undefined)
    throw new AppError(
      'record/conflict',
      `“${from.name}”和“${to.name}”里都有“${twin.name}”，请先改其中一个的姓名，或删去一个，再合并。`,
    );
  await people.put(moved.map((person) => ({ ...person, organizationId: to.id })));
}
