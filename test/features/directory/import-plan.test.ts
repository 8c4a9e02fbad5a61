import { describe, expect, it } from 'vitest';
import { treeOf } from '../../../src/domain/organization.ts';
import { findHeader } from '../../../src/features/directory/import-columns.ts';
import { type ImportPlan, planImport } from '../../../src/features/directory/import-plan.ts';

const head = ['上级', '协会', '姓名', '标签'];
const rows = [
  ['市委“两新”工委', '综合党委', '', ''],
  ['综合党委', '餐饮协会', '王伟', '会员多'],
  ['市委“两新”工委/综合党委', '酒店商会', '李敏', ''],
  ['', '餐饮协会', '赵强', '市直'],
  ['', '市委“两新”工委', '', '上级'],
];

describe('a plan of an import', () => {
  it('comes to the same tree and people in whatever order the rows stand', async () => {
    const results = await Promise.all(
      permutationsOf(rows).map(async (order) => resultOf(await plan([head, ...order]))),
    );

    expect(results).toHaveLength(120);
    expect(results[0]).toEqual({
      paths: [
        '市委“两新”工委 上级',
        '市委“两新”工委/综合党委 ',
        '市委“两新”工委/综合党委/酒店商会 ',
        '市委“两新”工委/综合党委/餐饮协会 会员多,市直',
      ],
      people: ['餐饮协会 王伟', '餐饮协会 赵强', '酒店商会 李敏'].toSorted(),
      refused: [],
    });
    for (const result of results) expect(result).toEqual(results[0]);
  });

  it('stores each organization and person once', async () => {
    const { organizations, people } = await plan([head, ...rows, ...rows]);

    expect(new Set(organizations.map(({ id }) => id)).size).toBe(organizations.length);
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
  });
});

function plan(cells: string[][]): Promise<ImportPlan> {
  const sheet = { name: null, hidden: 0, rows: cells.map((row, index) => ({ number: index + 1, cells: row })) };
  const header = findHeader(sheet);
  if (header === null) throw new Error('no head');
  let ids = 0;
  const newId = (): string => `${(ids += 1)}`;
  const of = { now: 1, timeZone: 'Asia/Shanghai', newOrganizationId: newId, newPersonId: newId };
  return planImport(
    [{ name: null, header, rows: sheet.rows.slice(1) }],
    { organizations: [], people: [], refusals: [] },
    of,
  );
}

function resultOf({ organizations, people, rows: reported }: ImportPlan) {
  const tree = treeOf(organizations);
  return {
    paths: organizations.map((one) => `${tree.pathOf(one)} ${one.tags.toSorted().join()}`).toSorted(),
    people: people.map((one) => `${tree.find(one.organizationId)?.name} ${one.name}`).toSorted(),
    refused: reported.filter(({ outcome }) => outcome === 'refused'),
  };
}

function permutationsOf<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutationsOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
