import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDays } from '../../support/day-bench.ts';
import { newCase } from '../../support/store-builders.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const by = '李干事';
const table = [
  '服务能力清单,,,',
  '单位名称,服务事项,服务内容,联系人,联系电话',
  '律师协会,合同审查,审查购销合同,王秘书,0731-88886666',
  '律师协会,纠纷调解,货款拖欠的调解,,',
  ',没有单位,,,',
  '律师协会,合同审查,又一遍,,',
].join('\n');

async function fileOf(text: string): Promise<string> {
  const file = join(tempFolder(), 'list.csv');
  await writeFile(file, text);
  return file;
}

const usual = { dryRun: false, replace: false, by };

describe('the three lists', () => {
  it('are taken from a table, with what became of each row', async () => {
    const { lists } = await openDays();
    const report = await lists.import('service', await fileOf(table), usual);

    expect(report.counts).toEqual({ added: 2, changed: 0, same: 0, refused: 2 });
    expect(report.rows.map(({ row, outcome, detail }) => [row, outcome, detail])).toEqual([
      [3, 'added', null],
      [4, 'added', null],
      [5, 'refused', '没有写单位。'],
      [6, 'refused', '和第 3 行是同一个单位的同一件事项，只取第一行。'],
    ]);
    expect(await lists.list('service', { after: null, limit: 10 })).toMatchObject([
      { provider: '律师协会', subject: '合同审查', detail: '审查购销合同', contact: '王秘书 0731-88886666' },
      { subject: '纠纷调解', contact: null },
    ]);
  });

  it('are the same after the same table, and go by it when it takes the place of the list', async () => {
    const { lists, store, clock } = await openDays();
    await lists.import('service', await fileOf(table), usual);
    const again = await lists.import('service', await fileOf(table), usual);
    const shorter = '单位,事项,说明\n律师协会,合同审查,也审查租赁合同';
    const replaced = await lists.import('service', await fileOf(shorter), { ...usual, replace: true });

    expect(again.counts).toMatchObject({ added: 0, changed: 0, same: 2 });
    expect(replaced.rows).toMatchObject([{ outcome: 'changed', detail: '说明、联系方式' }]);
    expect(await lists.list('service', { after: null, limit: 10 })).toMatchObject([{ detail: '也审查租赁合同' }]);
    const acts = (await store.audit.list(0, clock.now() + 1)).map(({ action, who }) => [action, who]);
    expect(acts).toEqual(Array.from({ length: 3 }, () => ['list/import', by]));
  });

  it('keep nothing of a dry run, and refuse what is no list', async () => {
    const { lists } = await openDays();
    const report = await lists.import('service', await fileOf(table), { ...usual, dryRun: true });

    expect(report).toMatchObject({ stored: false, counts: { added: 2 } });
    expect(await lists.list('service', { after: null, limit: 10 })).toEqual([]);
    await expect(lists.import('service', await fileOf('甲,乙\n1,2'), usual)).rejects.toThrow('没有找到表头');
    await expect(lists.import('service', await fileOf('单位,事项\n'), usual)).rejects.toThrow('表头下面没有内容');
  });

  it('lose lines by their numbers, all of them or none', async () => {
    const { lists } = await openDays();
    await lists.import('service', await fileOf(table), usual);
    const [first] = await lists.list('service', { after: null, limit: 1 });
    const id = first?.id ?? '';

    await expect(lists.remove([id, 'none'], by)).rejects.toMatchObject({ code: 'record/not-found' });
    expect(await lists.list('service', { after: null, limit: 10 })).toHaveLength(2);
    expect(await lists.remove([id], by)).toBe(1);
    expect(await lists.list('service', { after: null, limit: 10 })).toHaveLength(1);
  });

  it('offer staff what may serve a demand', async () => {
    const { lists, store } = await openDays();
    await lists.import('service', await fileOf(table), usual);
    await store.cases.record(newCase(1, { kind: 'demand', content: '想找人看一下购销合同' }));
    await store.cases.record(newCase(2, { content: '路灯坏了' }));

    expect(await lists.matches('2026-0001', 3)).toMatchObject({
      matches: [{ subject: '合同审查', shared: ['购销合同'] }],
    });
    expect((await lists.matches('2026-0002', 3)).matches).toEqual([]);
    await expect(lists.matches('2026-0009', 3)).rejects.toMatchObject({ code: 'record/not-found' });
  });
});
