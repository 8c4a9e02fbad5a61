import { expect, it } from 'vitest';
import { caseRoutes as routes } from '../../../src/console/api/contract/cases.ts';
import { jobRoutes } from '../../../src/console/api/contract/jobs.ts';
import { openApi } from '../../support/api-bench.ts';

const register = [
  '纸质登记簿,,,',
  '登记号,日期,单位,内容',
  '1,2026-11-02,餐饮协会,请协助开具证明',
  '2,没有日期,餐饮协会,停车太难',
].join('\n');

it('a register on paper is looked at row by row, then taken in as a job; the same table again adds nothing', async () => {
  const bench = await openApi();
  const token = await bench.signIn('staff', { name: '李工' });
  const name = encodeURIComponent('登记簿.csv');
  const look = async () => {
    const body = new TextEncoder().encode(register);
    const { json } = await bench.ask(`/api/cases/imports?source=import&name=${name}`, { token, body });
    return routes.previewCaseImport.answer.parse(json);
  };
  const takeIn = async (id: string) => {
    const { json } = await bench.ask(`/api/cases/imports/${id}`, { token, body: { source: 'import' } });
    const { jobId } = routes.startCaseImport.answer.parse(json);
    const job = async () => jobRoutes.showJob.answer.parse((await bench.ask(`/api/jobs/${jobId}`, { token })).json);
    await expect.poll(async () => (await job()).state).not.toBe('running');
    return job();
  };

  const looked = await look();
  expect((await bench.store.cases.findByKeys([])).size).toBe(0);
  const first = await takeIn(looked.id);
  const again = await takeIn((await look()).id);

  expect(looked).toMatchObject({
    counts: { added: 1, same: 0, refused: 1 },
    rows: [
      { row: 4, outcome: 'refused', detail: expect.stringContaining('没有日期') },
      { row: 3, outcome: 'added', register: '1', no: null, content: '请协助开具证明' },
    ],
    told: 2,
  });
  expect(first).toMatchObject({ kind: 'cases/import', state: 'done', note: '新增 1 行，没有导入 1 行。', done: 2 });
  expect(again).toMatchObject({ state: 'done', note: '没变 1 行，没有导入 1 行。' });
  expect(await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).toContainEqual(
    expect.objectContaining({ who: '李工', action: 'case/import', subject: 'import', detail: { added: 1 } }),
  );
});
