import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../src/domain/receipt.ts';
import type { Expected } from '../../../src/features/broadcasts/expected.ts';
import { rollOf, type RollInput } from '../../../src/features/broadcasts/roll.ts';

const expected = (
  name: string,
  memberIds: readonly string[] = [`m-${name}`],
  remark: string | null = null,
): Expected => ({
  name,
  post: null,
  memberIds,
  remark,
});
const receipt = (name: string, changes: Partial<Receipt> = {}): Receipt => ({
  deliveryId: 'd',
  kind: 'acknowledged',
  person: `m-${name}`,
  name,
  at: 5,
  ...changes,
});

function rowsOf(of: Partial<RollInput>) {
  const given = { deliveryId: 'd', groupId: 'g', group: '群 A', text: '', state: 'sent' as const, tells: [] };
  return rollOf({ ...given, expected: [], receipts: [], until: 10, elsewhere: new Map(), ...of }).rows;
}

describe('the roll of a group', () => {
  it('has those without an answer first, then who answered, in time or late', () => {
    const rows = rowsOf({
      expected: [expected('甲'), expected('乙'), expected('丙')],
      receipts: [receipt('甲', { at: 11 }), receipt('乙', { at: 10 })],
    });

    expect(rows.map(({ name, acknowledged, late }) => [name, acknowledged, late])).toEqual([
      ['丙', null, false],
      ['甲', 11, true],
      ['乙', 10, false],
    ]);
  });

  it('keeps delivered, read and acknowledged apart: none follows from another', () => {
    const [row] = rowsOf({
      expected: [expected('甲')],
      receipts: [receipt('甲', { kind: 'read', at: 7 })],
    });

    expect(row).toMatchObject({ delivered: null, read: 7, acknowledged: null, late: false });
  });

  it('tells names, not the numbers in nicknames', () => {
    const rows = rowsOf({ expected: [expected('周经理13800000077')], receipts: [receipt('何会长 13800000078')] });

    expect(rows.map(({ name }) => name)).toEqual(['周经理138****0077', '何会长 138****0078']);
  });

  it('tells how somebody said it first, and nothing where it is not on record', () => {
    const twice = [receipt('甲', { at: 6, way: 'button' }), receipt('甲', { person: 'm-2', at: 5, way: 'word' })];
    const read = receipt('丙', { kind: 'read' });

    const rows = rowsOf({ expected: [expected('甲', ['m-甲', 'm-2'])], receipts: [...twice, receipt('乙'), read] });

    expect(rows.map(({ name, way }) => [name, way])).toEqual([
      ['甲', 'word'],
      ['乙', null],
      ['丙', null],
    ]);
  });

  it('knows a bound person by any of their members', () => {
    const [row] = rowsOf({
      expected: [expected('王建国', ['m-1', 'm-2'])],
      receipts: [receipt('老王', { person: 'm-2' })],
    });

    expect(row).toMatchObject({ name: '王建国', acknowledged: 5, remark: null });
  });

  it('takes somebody unbound, or a visitor of a page, for their namesake, with a remark', () => {
    const visitor = receipt('王建国', { person: 'visitor:x' });

    expect(rowsOf({ expected: [expected('王建国', [], '未绑定')], receipts: [visitor] })).toMatchObject([
      { acknowledged: 5, remark: '未绑定，按同名对上，请核对' },
    ]);
    expect(rowsOf({ expected: [expected('王建国', ['m-1'])], receipts: [visitor] })).toMatchObject([
      { acknowledged: 5, remark: '按同名对上，请核对' },
    ]);
  });

  it('takes nobody who is somebody here for another, and does not guess between two', () => {
    const impostor = rowsOf({
      expected: [expected('王建国', ['m-1'])],
      receipts: [receipt('王建国', { person: 'm-2' })],
    });
    expect(impostor).toMatchObject([
      { expected: true, acknowledged: null },
      { expected: false, acknowledged: 5, remark: '不在已知成员里' },
    ]);
    const two = ['visitor:x', 'visitor:y'].map((person) => receipt('王建国', { person }));
    expect(
      rowsOf({ expected: [expected('王建国', [])], receipts: two }).map(({ acknowledged }) => acknowledged),
    ).toEqual([null, 5, 5]);
  });

  it('counts who answered in another group of the same broadcast, and says where', () => {
    const elsewhere = new Map([['m-甲', { group: '群 B', at: 4, way: 'link' as const }]]);

    expect(rowsOf({ expected: [expected('甲')], elsewhere })).toMatchObject([
      { acknowledged: 4, late: false, way: 'link', remark: '在“群 B”确认的' },
    ]);
  });

  it('has no remark on those who answer where nobody is known', () => {
    expect(rowsOf({ receipts: [receipt('甲', { person: 'visitor:x' })] })).toMatchObject([
      { name: '甲', expected: false, remark: null },
    ]);
  });
});
