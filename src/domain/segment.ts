import { AppError } from '../base/errors.ts';
import type { Conversation } from './conversation.ts';
import { type Directory, organizationOf } from './directory.ts';
import { findOrganization, type OrganizationTree } from './organization.ts';

/** Groups chosen in one way; several are joined. `org` is a name, the end of a path or an id, and all below it. */
export type SegmentPart =
  | { kind: 'all' }
  | { kind: 'tag'; tag: string }
  | { kind: 'group'; id: string }
  | { kind: 'org'; name: string };
export type Segment = readonly SegmentPart[];

/** Reads `all`, `tag:NAME`, `org:NAME` and `group:ID`, joined by commas; throws `input/invalid`. */
export function readSegment(text: string): Segment {
  return text.split(/[,，]/u).map((word) => readPart(word.trim()));
}

/**
 * The groups of a segment that may get unrequested messages, each once, in the order given. Throws `record/not-found`
 * for a part that names none, and when there is none at all; `input/invalid` for a name of several organizations.
 */
export function groupsOf(segment: Segment, directory: Directory): Conversation[] {
  const open = groupsIn(directory).filter(({ enrolledAt, leftAt }) => enrolledAt !== null && leftAt === null);
  for (const part of segment) {
    if (part.kind !== 'all' && !open.some(matcherOf(part, directory)))
      throw new AppError('record/not-found', whyEmpty(part, directory));
  }
  const groups = open.filter(anyOf(segment, directory));
  if (groups.length > 0) return groups;
  throw new AppError('record/not-found', '还没有接收群发的群，请先给要发的群开启“接收群发”。');
}

/** All groups of a segment, each once, whether they get unrequested messages or not. */
export function chosenBy(segment: Segment, directory: Directory): Conversation[] {
  return groupsIn(directory).filter(anyOf(segment, directory));
}

/** The groups a segment names that get nothing: not enrolled, or left. */
export function leftOutOf(segment: Segment, directory: Directory): Conversation[] {
  return chosenBy(segment, directory).filter(({ enrolledAt, leftAt }) => enrolledAt === null || leftAt !== null);
}

/** The same segment with ids in the place of names: an organization that gets another name stays in it. */
export function pinSegment(text: string, tree: OrganizationTree): string {
  return rewriteOrganizations(text, (name) => findOrganization(tree, name).id);
}

/** The same segment as a person reads it, with paths in the place of ids; what is gone keeps its id. */
export function nameSegment(text: string, tree: OrganizationTree): string {
  return rewriteOrganizations(text, (name) => {
    const [one, another] = tree.named(name);
    return one === undefined || another !== undefined ? name : tree.pathOf(one);
  });
}

/** For people who know no numbers of groups; a group whose `titleOf` is not known keeps its number. */
export function segmentInWords(text: string, titleOf: (groupId: string) => string | undefined): string {
  return text
    .split(',')
    .map((part) => {
      const [, kind, name = ''] = /^(tag|group|org):(.+)$/su.exec(part) ?? [];
      if (kind === 'tag') return `标签“${name}”`;
      if (kind === 'org') return `${name}（含下级）`;
      if (kind === 'group') return titleOf(name) ?? part;
      return part === 'all' ? '全部工作群' : part;
    })
    .join('、');
}

function rewriteOrganizations(text: string, rewrite: (name: string) => string): string {
  return text
    .split(/[,，]/u)
    .map((word) => {
      const part = readPart(word.trim());
      return part.kind === 'org' ? `org:${rewrite(part.name)}` : word.trim();
    })
    .join(',');
}

function readPart(word: string): SegmentPart {
  if (word === 'all') return { kind: 'all' };
  const [, kind, name = ''] = /^(tag|group|org)[:：]\s*(\S.*)$/u.exec(word) ?? [];
  if (kind === 'org') return { kind, name };
  if (kind === 'tag' && !/\s/u.test(name)) return { kind, tag: name };
  if (kind === 'group' && !/\s/u.test(name)) return { kind, id: name };
  throw new AppError(
    'input/invalid',
    `看不懂范围 “${word}”，请写 all、tag:标签、org:组织 或 group:群编号，几个之间用逗号隔开。`,
  );
}

type Matcher = (conversation: Conversation) => boolean;

function groupsIn({ conversations }: Directory): Conversation[] {
  return conversations.filter(({ kind }) => kind === 'group');
}

function anyOf(segment: Segment, directory: Directory): Matcher {
  const matchers = segment.map((part) => matcherOf(part, directory));
  return (conversation) => matchers.some((matches) => matches(conversation));
}

/** A tag is that of the group, or of the association it is bound to. */
function matcherOf(part: SegmentPart, { tree }: Directory): Matcher {
  switch (part.kind) {
    case 'all':
      return () => true;
    case 'tag':
      return (one) => [one, organizationOf(one, tree)].some((bearer) => bearer?.tags.includes(part.tag));
    case 'group':
      return ({ id }) => id === part.id;
    case 'org': {
      const ids = tree.subtreeOf(findOrganization(tree, part.name).id);
      return ({ organizationId }) => organizationId !== null && ids.has(organizationId);
    }
  }
}

function whyEmpty(part: Exclude<SegmentPart, { kind: 'all' }>, directory: Directory): string {
  const known = groupsIn(directory).find(matcherOf(part, directory));
  if (part.kind === 'tag')
    return known === undefined
      ? `没有群带标签 “${part.tag}”，请核对标签，或先给群加上。`
      : `带标签 “${part.tag}” 的群都没有开启接收群发，请先开启。`;
  if (part.kind === 'org') {
    const organization = findOrganization(directory.tree, part.name).name;
    return known === undefined
      ? `“${organization}”和它的下级都还没有群，请先把群归到组织。`
      : `“${organization}”和它的下级的群都没有开启接收群发，请先开启。`;
  }
  if (known === undefined) return `没有编号为 ${part.id} 的群，请在群的列表里核对。`;
  const name = known.title ?? known.platformId;
  if (known.leftAt !== null) return `机器人已不在 ${name} 里，发不了。`;
  return `${name}（${part.id}）没有开启接收群发，请先开启。`;
}
