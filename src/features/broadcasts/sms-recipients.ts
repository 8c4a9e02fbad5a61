import { AppError } from '../../base/errors.ts';
import { findOrganization, type Organization, type OrganizationTree, treeOf } from '../../domain/organization.ts';
import { readSegment, type SegmentPart } from '../../domain/segment.ts';
import type { Person } from '../../domain/person.ts';
import { isMobile } from '../../domain/phone.ts';
import { isAgreed } from '../../domain/sms-refusal.ts';
import type { Records } from '../../ports/store.ts';
import { noConsentReason, refusedReason } from './consent.ts';

/** Somebody chosen, with the organization they are in. */
export type Chosen = { person: Person; organization: string };
/** Somebody who gets a message: `phone` is a mobile number, and nobody else has it. */
export type Recipient = Chosen & { phone: string };
export type LeftOut = Chosen & { reason: string };

/**
 * The people of a segment (`all`, `org:NAME` with all below it, `tag:NAME` of organizations, joined by commas), each
 * number once. Throws `input/invalid`, and `record/not-found` when a part names nobody.
 */
export async function recipientsOf(
  { organizations, people, smsRefusals }: Pick<Records, 'organizations' | 'people' | 'smsRefusals'>,
  segment: string,
): Promise<{ recipients: Recipient[]; leftOut: LeftOut[] }> {
  const all = await organizations.list();
  const tree = treeOf(all);
  const ids = idsOf(segment, { tree, all });
  const found = await people.list(ids === null ? null : [...ids]);
  if (found.length === 0)
    throw new AppError('record/not-found', `范围“${segment}”里通讯录还没有人，请先导入或逐个登记。`);
  const refused = new Map((await smsRefusals.list()).map(({ phone, at }) => [phone, at]));
  const chosen = found.map((person) => ({ person, organization: tree.find(person.organizationId)?.name ?? '' }));
  return sort(chosen, refused);
}

/** Null = all. */
function idsOf(
  segment: string,
  directory: { tree: OrganizationTree; all: readonly Organization[] },
): ReadonlySet<string> | null {
  const parts = readSegment(segment);
  if (parts.some(({ kind }) => kind === 'all')) return null;
  return new Set(parts.flatMap((part) => [...partIds(part, directory)]));
}

function partIds(
  part: SegmentPart,
  { tree, all }: { tree: OrganizationTree; all: readonly Organization[] },
): Iterable<string> {
  if (part.kind === 'org') return tree.subtreeOf(findOrganization(tree, part.name).id);
  if (part.kind !== 'tag')
    throw new AppError('input/invalid', '短信发给通讯录里的人，不发给群：请写 all、org:组织 或 tag:组织的标签。');
  const tagged = all.filter(({ tags }) => tags.includes(part.tag));
  if (tagged.length === 0) throw new AppError('record/not-found', `没有组织带标签 “${part.tag}”，请核对标签。`);
  return tagged.map(({ id }) => id);
}

/** Whoever agreed comes first for a number that several have. */
function sort(
  chosen: readonly Chosen[],
  refused: ReadonlyMap<string, number>,
): { recipients: Recipient[]; leftOut: LeftOut[] } {
  const owners = new Map<string, Chosen>();
  for (const one of chosen) {
    const { phone } = one.person;
    if (phone !== null && whyNot(one.person, refused) === null && !owners.has(phone)) owners.set(phone, one);
  }
  const recipients = [...owners].map(([phone, one]) => ({ ...one, phone }));
  const leftOut = chosen.flatMap((one): LeftOut[] => {
    const owner = owners.get(one.person.phone ?? '');
    if (owner === one) return [];
    const reason = owner === undefined ? whyNot(one.person, refused) : `和${owner.person.name}是同一个号码，只发一次`;
    return [{ ...one, reason: reason ?? noConsentReason }];
  });
  return { recipients, leftOut };
}

function whyNot({ phone, smsConsentAt }: Person, refused: ReadonlyMap<string, number>): string | null {
  if (phone === null) return '没有手机号';
  if (!isMobile(phone)) return '不是内地手机号';
  const refusedAt = refused.get(phone) ?? null;
  if (isAgreed(smsConsentAt, refusedAt)) return null;
  return refusedAt === null ? noConsentReason : refusedReason;
}
