import { AppError } from '../../base/errors.ts';
import type { Responsible } from '../../domain/assignment.ts';
import { treeOf } from '../../domain/organization.ts';
import type { Person } from '../../domain/person.ts';
import type { Records } from '../../ports/store.ts';

/** Where people and bodies are found by their names. */
export type Directory = Pick<Records, 'users' | 'people' | 'organizations'>;

const outside = /^(?:单位|body)\s*[:：]\s*(.+)$/su;
const longestBody = 60;

/**
 * Who is meant: `单位：名称` is a body in no list, else an account, a person, an organization, in this order. Throws
 * `record/not-found` for nobody and `input/invalid` for several.
 */
export async function findResponsible(directory: Directory, written: string): Promise<Responsible> {
  const [, body] = outside.exec(written.trim()) ?? [];
  if (body !== undefined) return { kind: 'body', id: null, name: readBody(body) };
  const user = await directory.users.findByName(written.trim());
  if (user !== null) {
    if (user.disabledAt === null) return { kind: 'user', id: user.id, name: user.name };
    throw new AppError('input/invalid', `账号“${user.name}”已停用，请换一个人。`);
  }
  return findListed(directory, written.trim());
}

async function findListed({ people, organizations }: Directory, written: string): Promise<Responsible> {
  const tree = treeOf(await organizations.list());
  const byId = await people.find(written);
  const cut = written.lastIndexOf('/');
  const within = cut === -1 ? null : tree.named(written.slice(0, cut)).map(({ id }) => id);
  const name = written.slice(cut + 1).trim();
  const found = byId === null ? await people.listHaving({ trait: 'name', value: name }, within) : [byId];
  const [person, another] = found;
  if (person !== undefined && another === undefined) return { kind: 'person', id: person.id, name: person.name };
  const pathOf = (one: Person): string => `${tree.find(one.organizationId)?.name ?? ''}/${one.name}`;
  if (another !== undefined)
    throw new AppError(
      'input/invalid',
      `叫“${name}”的不止一个人，请写明组织：${found.slice(0, 3).map(pathOf).join('，或 ')}。`,
    );
  const [organization] = tree.named(written);
  if (organization !== undefined) return { kind: 'body', id: null, name: organization.name };
  throw new AppError(
    'record/not-found',
    `账号、通讯录和组织里都没有“${written}”；名单以外的单位请写成“单位：${written || '名称'}”。`,
  );
}

function readBody(written: string): string {
  const name = written.trim().replace(/\s+/gu, ' ');
  if (name !== '' && Array.from(name).length <= longestBody && !/\p{Cc}/u.test(name)) return name;
  throw new AppError('input/invalid', `单位名称应为 1 到 ${longestBody} 个字。`);
}
