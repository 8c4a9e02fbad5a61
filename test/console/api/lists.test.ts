import { describe, expect, it } from 'vitest';
import { jobRoutes } from '../../../src/console/api/contract/jobs.ts';
import { listRoutes as routes } from '../../../src/console/api/contract/lists.ts';
import { failureShape, openApi } from '../../support/api-bench.ts';
import { listItem } from '../../support/store-builders.ts';

const table = [
  '单位,服务事项,说明,类别,联系方式',
  '律师协会,合同审查,企业合同逐条审查,法律,李干事 13800138000',
  '会计学会,代理记账,小微企业代理记账报税,财税,0731-88886666',
  ',没有单位,,,',
].join('\n');

async function open() {
  const bench = await openApi();
  const token = await bench.signIn('staff', { name: '李工' });
  const look = (csv: string, query = '', list = 'service') =>
    bench.ask(`/api/lists/imports?list=${list}&name=${encodeURIComponent('清单.csv')}${query}`, {
      token,
      body: new TextEncoder().encode(csv),
    });
  const begin = (id: string, replace: boolean) =>
    bench.ask(`/api/lists/imports/${id}`, { token, body: { list: 'service', replace } });
  return {
    ...bench,
    token,
    look,
    begin,
    /** Looked at, then stored; resolves with how the job ended. */
    async send(csv: string, replace = false) {
      const { id } = routes.previewListImport.answer.parse((await look(csv, `&replace=${replace}`)).json);
      const { jobId } = routes.startListImport.answer.parse((await begin(id, replace)).json);
      const job = async () => jobRoutes.showJob.answer.parse((await bench.ask(`/api/jobs/${jobId}`, { token })).json);
      await expect.poll(async () => (await job()).state).not.toBe('running');
      return job();
    },
  };
}

describe('the three lists over HTTP', () => {
  it('hide numbers in every column, and they are not found out by searching', async () => {
    const bench = await open();
    const row = '王五 13800138000,咨询 0731-88886666,身份证 430102199003074518,找 13900139000,无';
    await bench.send(`单位,服务事项,说明,类别,联系方式\n${row}\n`);

    const { json, text } = await bench.ask('/api/lists/service', bench);
    const [item] = routes.listListItems.answer.parse(json).items;
    const whole = await bench.ask(`/api/lists/items/${item?.id ?? ''}/contact`, bench);

    expect(text).not.toMatch(/13800138000|88886666|430102199003074518|13900139000/u);
    expect(item).toMatchObject({ provider: '王五 138****8000' });
    expect(whole.json).toMatchObject({ provider: '王五 13800138000', detail: '身份证 430102199003074518' });
    for (const piece of ['1380', '4301021990', '王五 138'])
      expect((await bench.ask(`/api/lists/service?search=${encodeURIComponent(piece)}`, bench)).json).toMatchObject({
        items: [],
      });
    expect((await bench.ask('/api/lists?search=1380', bench)).json).toMatchObject({ counts: { service: 0 } });
  });

  it('are read from a table line by line, first to look and then to store as a job', async () => {
    const bench = await open();

    const looked = await bench.look(table);
    expect(looked.json).toMatchObject({
      counts: { added: 2, refused: 1 },
      removed: 0,
      rows: [{ row: 4, outcome: 'refused', detail: '没有写单位。' }, { outcome: 'added' }, { outcome: 'added' }],
      told: 3,
    });
    expect((await bench.ask('/api/lists', bench)).json).toEqual({ counts: { transfer: 0, service: 0, demand: 0 } });
    const stored = await bench.send(table);
    const replaced = await bench.send(table.replace(/会计学会.*\n/u, ''), true);

    expect(stored).toMatchObject({
      kind: 'lists/import',
      state: 'done',
      note: '新增 2 行，没有导入 1 行。',
      done: 2,
      total: 2,
      file: { name: '导入结果.xlsx' },
    });
    expect(replaced).toMatchObject({ state: 'done', note: '没变 1 行，没有导入 1 行，从清单里删掉 1 件。' });
    expect((await bench.ask('/api/lists', bench)).json).toEqual({ counts: { transfer: 0, service: 1, demand: 0 } });
    expect(await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).toContainEqual(
      expect.objectContaining({ who: '李工', action: 'list/import', subject: 'service' }),
    );
    const wrong = await bench.look('什么都不是');
    expect([wrong.status, failureShape.parse(wrong.json).error.message]).toEqual([
      400,
      expect.stringContaining('表头'),
    ]);
  });

  it('are stored from a table of one’s own only, and not looked at without end', async () => {
    const bench = await open();
    const { id } = routes.previewListImport.answer.parse((await bench.look(table)).json);
    const other = await bench.signIn('admin', { name: '周主任' });

    const taken = await bench.ask(`/api/lists/imports/${id}`, {
      token: other,
      body: { list: 'service', replace: false },
    });
    const statuses: number[] = [];
    for (let tries = 0; tries < 30; tries += 1) statuses.push((await bench.look(table)).status);

    expect(taken.status).toBe(404);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
  });

  it('are searched and read page by page; numbers to call are shown when asked for, on record', async () => {
    const bench = await open();
    await bench.send(table);
    const read = async (query: string) => {
      const { json, text } = await bench.ask(`/api/lists/service${query}`, bench);
      return { ...routes.listListItems.answer.parse(json), text };
    };

    const first = await read('?limit=1');
    const second = await read(`?limit=1&after=${first.next ?? ''}`);
    const found = await read(`?search=${encodeURIComponent('合同 律师')}`);
    const [item] = found.items;
    const contact = await bench.ask(`/api/lists/items/${item?.id ?? ''}/contact`, bench);

    expect([first.items, second.items].map(([one]) => one?.provider)).toEqual(['会计学会', '律师协会']);
    expect(found.items).toHaveLength(1);
    expect(item?.contact).toBe('李干事 138****8000');
    expect(contact.json).toMatchObject({ contact: '李干事 13800138000', provider: '律师协会' });
    expect((await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).at(-1)).toMatchObject({
      who: '李工',
      action: 'list/contact',
      subject: item?.id,
    });
    expect((await bench.ask('/api/lists/nothing', bench)).status).toBe(404);
  });

  it('offer what fits a demand, best first, and lines are taken out together', async () => {
    const bench = await open();
    await bench.send(table);
    const demand = listItem('d1', { list: 'demand', provider: '某食品厂', subject: '想找人审查一份采购合同' });
    await bench.store.listItems.put([demand]);

    const { json, text } = await bench.ask('/api/lists/items/d1/matches', bench);
    const [best] = routes.matchListItem.answer.parse(json).matches;
    const removed = await bench.ask('/api/lists/remove', { token: bench.token, body: { ids: ['d1', best?.id] } });

    expect(best).toMatchObject({ provider: '律师协会', shared: expect.arrayContaining(['审查', '合同']) });
    expect(text).not.toContain('13800138000');
    expect(removed.json).toEqual({ removed: 2 });
    expect((await bench.ask('/api/lists/remove', { token: bench.token, body: { ids: ['none'] } })).status).toBe(404);
    expect((await bench.ask('/api/lists/cases/2026-0001/matches', bench)).status).toBe(404);
  });
});
