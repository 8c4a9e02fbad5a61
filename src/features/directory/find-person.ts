import { AppError } from '../../base/errors.ts';
import type { OrganizationTree } from '../../domain/organization.ts';
import type { Person } from '../../domain/person.ts';
import type { Records } from '../../ports/store.ts';

/** By id, by name, or by `organization/name`; throws `record/not-found` for none and `input/invalid` for several. */
export async function findPerson(
  { people }: Pick<Records, 'people'>,
  tree: OrganizationTree,
  which: string,
): Promise<Person> {
  const written = which.trim();
  const byId = await people.find(written);
  if (byId !== null) return byId;
  const cut = written.lastIndexOf('/');
  const organizations = cut === -1 ? null : tree.named(written.slice(0, cut)).map(({ id }) => id);
  const name = written.slice(cut + 1).trim();
  const [found, another] = await people.listHaving({ trait: 'name', value: name }, organizations);
  if (found === undefined)
    throw new AppError('record/not-found', `通讯录里没有“${written}”，可能已经删除或改了名，请先查看通讯录。`);
  if (another === undefined) return found;
  const [first, second] = [found, another].map((one) => `${tree.find(one.organizationId)?.name}/${one.name}`);
  throw new AppError('input/invalid', `叫“${name}”的不止一个人，请写明组织：${first}，或 ${second}。`);
}
