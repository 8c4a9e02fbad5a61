import type { Member } from '../../domain/member.ts';
import type { KnownPerson } from '../../domain/person.ts';

/**
 * Somebody a group's 收到 is expected of. `memberIds`: who they are on chat platforms, none when that is not known;
 * `post`: 职务; `remark`: how sure that is, for staff.
 */
export type Expected = { name: string; post: string | null; memberIds: readonly string[]; remark: string | null };

export const unboundRemark = '未绑定';
export const sameNameRemark = '按同名对上，请核对';

/**
 * The known members of a group: the people of its organization, and whoever else has spoken there. Somebody unbound is
 * taken for a speaker of the same name when there is exactly one, with a remark.
 */
export function expectedOf(of: { speakers: readonly Member[]; people: readonly KnownPerson[] }): Expected[] {
  const bound = new Set(of.people.flatMap(({ memberIds }) => memberIds));
  const free = new Map(of.speakers.filter(({ id }) => !bound.has(id)).map((member) => [member.id, member]));
  const people = of.people.map((person): Expected => {
    const { name, post, memberIds } = person;
    if (memberIds.length > 0) return { name, post, memberIds, remark: null };
    const same = [...free.values()].filter((member) => isSameName(member.name, name));
    const [found] = same;
    if (found === undefined) return { name, post, memberIds: [], remark: unboundRemark };
    if (same.length > 1 || isTwice(of.people, person))
      return { name, post, memberIds: [], remark: `${unboundRemark}，群里同名的对不准` };
    free.delete(found.id);
    return { name, post, memberIds: [found.id], remark: `${unboundRemark}，${sameNameRemark}` };
  });
  return [
    ...people,
    ...[...free.values()].map(({ id, name }) => ({ name, post: null, memberIds: [id], remark: null })),
  ];
}

export function isSameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

function isTwice(people: readonly KnownPerson[], { id, name }: KnownPerson): boolean {
  return people.some((other) => other.id !== id && other.memberIds.length === 0 && isSameName(other.name, name));
}

function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
}
