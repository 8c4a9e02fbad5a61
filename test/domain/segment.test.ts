import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/domain/conversation.ts';
import { treeOf } from '../../src/domain/organization.ts';
import {
  chosenBy,
  groupsOf,
  leftOutOf,
  nameSegment,
  pinSegment,
  readSegment,
  segmentInWords,
} from '../../src/domain/segment.ts';
import { organization } from '../support/store-builders.ts';

function group(id: string, changes: Partial<Conversation> = {}): Conversation {
  return {
    id,
    channel: 'web',
    kind: 'group',
    platformId: id,
    title: `群 ${id}`,
    enrolledAt: 1,
    muted: false,
    tags: [],
    collections: null,
    organizationId: null,
    leftAt: null,
    createdAt: 1,
    ...changes,
  };
}

const groups = [
  group('a', { tags: ['市直', '餐饮'] }),
  group('b', { tags: ['餐饮'], muted: true }),
  group('c', { enrolledAt: null, tags: ['外地'] }),
  group('d', { leftAt: 5, tags: ['餐饮'] }),
  group('e', { kind: 'direct' }),
];

const directory = { conversations: groups, tree: treeOf([]) };
const idsOf = (text: string): string[] => groupsOf(readSegment(text), directory).map(({ id }) => id);

describe('a segment', () => {
  it.each([
    ['all', ['a', 'b']],
    ['tag:餐饮', ['a', 'b']],
    ['tag:市直', ['a']],
    ['group:b', ['b']],
    ['group:b,tag:市直', ['a', 'b']],
    ['tag:市直， tag:餐饮,group:a', ['a', 'b']],
    ['tag：市直', ['a']],
  ])('%s holds each enrolled group once that the bot is in: %j', (text, ids) => {
    expect(idsOf(text)).toEqual(ids);
  });

  it.each(['', 'foo', 'all,', 'tag:', 'tag:a b', 'ALL', 'group', 'group:a b', 'org:', 'org'])(
    'cannot be read from “%s”, and says what it should be',
    (text) => {
      expect(() => readSegment(text)).toThrow(expect.objectContaining({ code: 'input/invalid' }));
      expect(() => readSegment(text)).toThrow(/all、tag:标签、org:组织 或 group:群编号/u);
    },
  );

  it.each([
    ['tag:无', '没有群带标签 “无”'],
    ['all,tag:无', '没有群带标签 “无”'],
    ['tag:外地', '都没有开启接收群发'],
    ['group:x', '没有编号为 x 的群'],
    ['group:c', '群 c（c）没有开启接收群发'],
    ['group:d', '机器人已不在 群 d 里'],
    ['group:e', '没有编号为 e 的群'],
  ])('%s names nothing that can be sent to: %s', (text, sentence) => {
    expect(() => idsOf(text)).toThrow(expect.objectContaining({ code: 'record/not-found' }));
    expect(() => idsOf(text)).toThrow(sentence);
  });

  it('of all groups is refused where there is none', () => {
    expect(() => groupsOf(readSegment('all'), { ...directory, conversations: groups.slice(2) })).toThrow(
      /还没有接收群发的群/u,
    );
  });
});

describe('a segment of organizations', () => {
  const tree = treeOf([
    organization('市委“两新”工委'),
    organization('综合党委', { parentId: 'o-市委“两新”工委' }),
    organization('餐饮协会', { parentId: 'o-综合党委', tags: ['会员多'] }),
    organization('酒店商会', { parentId: 'o-综合党委' }),
    organization('物流协会'),
    organization('物流党委'),
    organization('党建办', { id: 'o-1', parentId: 'o-物流党委' }),
    organization('党建办', { id: 'o-2', parentId: 'o-综合党委' }),
  ]);
  const conversations = [
    group('c', { organizationId: 'o-餐饮协会' }),
    group('h', { organizationId: 'o-酒店商会', enrolledAt: null }),
    group('p', { organizationId: 'o-综合党委' }),
    group('x', { organizationId: 'o-gone' }),
    group('n', { tags: ['会员多'] }),
    group('d', { kind: 'direct', organizationId: 'o-餐饮协会' }),
    group('w', { organizationId: 'o-物流党委', enrolledAt: null }),
  ];
  const there = { conversations, tree };
  const reached = (text: string): string[] => groupsOf(readSegment(text), there).map(({ id }) => id);

  it.each([
    ['org:餐饮协会', ['c']],
    ['org:综合党委', ['c', 'p']],
    ['org:市委两新工委', ['c', 'p']],
    ['org：o-综合党委', ['c', 'p']],
    ['org:综合党委/餐饮协会', ['c']],
    ['org:餐饮协会,group:n', ['c', 'n']],
    ['org:餐饮协会,org:综合党委', ['c', 'p']],
    ['tag:会员多', ['c', 'n']],
  ])('%s is the groups of one and of all below it, each once: %j', (text, ids) => {
    expect(reached(text)).toEqual(ids);
  });

  it('tells what it names and whom it leaves out', () => {
    const segment = readSegment('org:综合党委');
    expect(chosenBy(segment, there).map(({ id }) => id)).toEqual(['c', 'h', 'p']);
    expect(leftOutOf(segment, there).map(({ id }) => id)).toEqual(['h']);
  });

  it.each([
    ['org:没有', 'record/not-found', '没有名为“没有”的组织'],
    ['org:党建办', 'input/invalid', '物流党委/党建办，或 市委“两新”工委/综合党委/党建办'],
    ['org:物流协会', 'record/not-found', '“物流协会”和它的下级都还没有群'],
    ['org:o-物流党委', 'record/not-found', '“物流党委”和它的下级的群都没有开启接收群发'],
  ])('%s is refused in one sentence', (text, code, sentence) => {
    expect(() => reached(text)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(sentence) }));
  });

  it('can be kept by ids and read by names', () => {
    const pinned = pinSegment('tag:市直， org:综合党委/餐饮协会', tree);

    expect(pinned).toBe('tag:市直,org:o-餐饮协会');
    expect(nameSegment(`${pinned},org:o-gone`, tree)).toBe('tag:市直,org:市委“两新”工委/综合党委/餐饮协会,org:o-gone');
  });
});

describe('a segment in words', () => {
  it('is what a person would say, group by group', () => {
    const titles = new Map([['a', '餐饮一群']]);
    const said = (text: string): string => segmentInWords(text, (id) => titles.get(id));

    expect(said('all')).toBe('全部工作群');
    expect(said('tag:餐饮,org:商会/餐饮协会,group:a,group:x')).toBe(
      '标签“餐饮”、商会/餐饮协会（含下级）、餐饮一群、group:x',
    );
  });
});
