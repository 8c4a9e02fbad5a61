import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/domain/member.ts';
import type { KnownPerson } from '../../../src/domain/person.ts';
import { expectedOf } from '../../../src/features/broadcasts/expected.ts';
import { person } from '../../support/store-builders.ts';

const member = (name: string, id = `m-${name}`): Member => ({ id, channel: 'web', platformId: id, name });
const known = (name: string, memberIds: readonly string[] = [], post: string | null = null): KnownPerson => ({
  ...person(name, '餐饮', { post }),
  memberIds,
});

function listed(of: Parameters<typeof expectedOf>[0]): (string | null)[][] {
  return expectedOf(of).map(({ name, memberIds, remark }) => [name, memberIds.join(), remark]);
}

describe('who a 收到 is expected of', () => {
  it('is whoever has spoken in the group, where nobody is in the address book', () => {
    expect(listed({ speakers: [member('王会长'), member('李会长')], people: [] })).toEqual([
      ['王会长', 'm-王会长', null],
      ['李会长', 'm-李会长', null],
    ]);
  });

  it('is the people of the organization too, and one who is bound is once there, by their own name and post', () => {
    const people = [known('王建国', ['m-wang', 'm-wang-wechat'], '会长')];

    expect(expectedOf({ speakers: [member('老王', 'm-wang'), member('小李')], people })).toEqual([
      { name: '王建国', post: '会长', memberIds: ['m-wang', 'm-wang-wechat'], remark: null },
      { name: '小李', post: null, memberIds: ['m-小李'], remark: null },
    ]);
  });

  it('is somebody unbound as well, and is taken for a speaker of the same name with a remark', () => {
    const people = [known('王建国'), known('赵 敏'), known('钱多')];

    expect(listed({ speakers: [member('赵敏'), member('小李')], people })).toEqual([
      ['王建国', '', '未绑定'],
      ['赵 敏', 'm-赵敏', '未绑定，按同名对上，请核对'],
      ['钱多', '', '未绑定'],
      ['小李', 'm-小李', null],
    ]);
  });

  it('is never guessed between two of the same name', () => {
    const twice = [member('赵敏', 'm-1'), member('赵敏', 'm-2')];
    expect(listed({ speakers: twice, people: [known('赵敏')] })).toEqual([
      ['赵敏', '', '未绑定，群里同名的对不准'],
      ['赵敏', 'm-1', null],
      ['赵敏', 'm-2', null],
    ]);
    const people = [known('赵敏'), { ...known('赵敏'), id: 'p-other' }];
    expect(listed({ speakers: [member('赵敏')], people }).map(([, ids]) => ids)).toEqual(['', '', 'm-赵敏']);
  });
});
