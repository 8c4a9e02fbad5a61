import { describe, expect, it } from 'vitest';
import {
  checkPlace,
  findOrganization,
  kindOf,
  type Organization,
  readOrganizationName,
  treeOf,
} from '../../src/domain/organization.ts';
import { organization } from '../support/store-builders.ts';

const all = [
  organization('市委“两新”工委', { id: 'top' }),
  organization('综合党委', { id: 'party', parentId: 'top' }),
  organization('餐饮行业协会', { id: 'food', parentId: 'party' }),
  organization('酒店商会', { id: 'hotel', parentId: 'party' }),
  organization('党建办', { id: 'office-1', parentId: 'party' }),
  organization('党建办', { id: 'office-2', parentId: 'top' }),
];
const tree = treeOf(all);

describe('the tree of organizations', () => {
  it('knows what stands above and below', () => {
    expect(tree.pathOf(found('food'))).toBe('市委“两新”工委/综合党委/餐饮行业协会');
    expect([...tree.subtreeOf('party')].toSorted()).toEqual(['food', 'hotel', 'office-1', 'party']);
    expect([...tree.subtreeOf('hotel')]).toEqual(['hotel']);
    expect(tree.childrenOf(null).map(({ id }) => id)).toEqual(['top']);
    expect(tree.childrenOf('party').map(({ name }) => name)).toEqual(['党建办', '酒店商会', '餐饮行业协会']);
  });

  it.each([
    ['food', 'food'],
    ['餐饮行业协会', 'food'],
    [' 餐饮 行业协会 ', 'food'],
    ['市委两新工委', 'top'],
    ['市委"两新"工委', 'top'],
    ['综合党委/党建办', 'office-1'],
    ['工委', null],
    ['酒店商会/党建办', null],
    ['', null],
  ])('finds by %j', (written, id) => {
    expect(tree.named(written).map((one) => one.id)).toEqual(id === null ? [] : [id]);
  });

  it('says which are meant when a name is that of several', () => {
    expect(() => findOrganization(tree, '党建办')).toThrow(
      '叫“党建办”的组织不止一个，请写全：市委“两新”工委/综合党委/党建办，或 市委“两新”工委/党建办。',
    );
    expect(() => findOrganization(tree, '没有')).toThrow('没有名为“没有”的组织，请先看看有哪些组织。');
    expect(() => findOrganization(tree, '餐饮')).toThrow('没有名为“餐饮”的组织，是不是 “餐饮行业协会”？名称请写全。');
  });

  it('does not run in circles over data that is broken', () => {
    const broken = treeOf([organization('甲', { parentId: 'o-乙' }), organization('乙', { parentId: 'o-甲' })]);

    expect(broken.named('甲').map((one) => broken.pathOf(one))).toEqual(['乙/甲']);
    expect([...broken.subtreeOf('o-甲')]).toEqual(['o-甲', 'o-乙']);
  });

  it.each([
    [{ id: 'top', parentId: 'hotel' }, 'input/invalid', '“酒店商会”是“市委“两新”工委”自己或它的下级'],
    [{ id: 'party', parentId: 'party' }, 'input/invalid', '自己或它的下级'],
    [{ id: 'office-2', parentId: 'party' }, 'record/conflict', '“综合党委”下面已经有名为“党建办”的组织'],
    [{ id: 'food', parentId: 'none' }, 'record/not-found', '上级组织已经不在了'],
  ])('refuses %j', (changes, code, sentence) => {
    const changed = { ...found(changes.id), ...changes };
    expect(() => checkPlace(tree, changed)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(sentence) }),
    );
  });

  it('stays a tree whatever is moved in whatever order', () => {
    const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚'];
    let state: Organization[] = names.map((name) => organization(name));
    let moved = 0;
    for (let step = 0; step < 2_000; step += 1) {
      const [which, above] = [pick(step * 7 + 3, names), pick(step * step * 5 + step, names)];
      const changed = organization(which, { parentId: `o-${above}` });
      if (!isAllowed(treeOf(state), changed)) continue;
      state = state.map((one) => (one.id === changed.id ? changed : one));
      moved += 1;
      const now = treeOf(state);
      const reached = now.childrenOf(null).flatMap(({ id }) => [...now.subtreeOf(id)]);
      expect(reached.toSorted()).toEqual(state.map(({ id }) => id).toSorted());
    }
    expect(moved).toBeGreaterThan(100);
  });
});

describe('the name of an organization', () => {
  it('is kept as written, without needless spaces', () => {
    expect(readOrganizationName('  市委“两新”工委 ')).toBe('市委“两新”工委');
    expect(readOrganizationName('湖南省（长沙） 商会')).toBe('湖南省（长沙） 商会');
  });

  it.each(['', '  ', '甲/乙', '甲，乙', '甲;乙', '——', '会'.repeat(61)])('is not %j', (written) => {
    expect(() => readOrganizationName(written)).toThrow(expect.objectContaining({ code: 'input/invalid' }));
  });

  it.each([
    ['市委“两新”工委', 'committee'],
    ['社会组织综合党委', 'party_committee'],
    ['餐饮行业党委', 'party_committee'],
    ['餐饮行业协会', 'association'],
    ['餐饮行业协会党委', 'association'],
  ])('%s says what it is', (name, kind) => {
    expect(kindOf(name)).toBe(kind);
  });
});

function found(id: string): Organization {
  const one = tree.find(id);
  if (one === null) throw new Error(`there is no ${id}`);
  return one;
}

function isAllowed(state: ReturnType<typeof treeOf>, changed: Organization): boolean {
  try {
    checkPlace(state, changed);
    return true;
  } catch {
    return false;
  }
}

function pick(seed: number, names: readonly string[]): string {
  return names[seed % names.length] ?? '';
}
