import { expect, it } from 'vitest';
import { createDraftDesk } from '../../../src/features/integrity/draft-desk.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openPlan, type PlanBench } from '../../support/plan-bench.ts';

const day = '2026-11-24';
const text = '客人送来一盒茶叶，先问问自己：换了别人坐在这个位置，他还会不会送。有事打 13800138000。';
const own = { text, theme: '礼品礼金', occasion: null, source: null, by: '王秘书' };

async function openBench() {
  const bench = await openPlan(`${day}T07:00:00+08:00`);
  await bench.enroll();
  return { ...bench, drafts: draftsOf(bench, bench.store) };
}

function draftsOf({ clock }: PlanBench, store: Store) {
  return createDraftDesk({ store, clock, library: { read: async () => [] } });
}

function record({ store }: { store: Store }) {
  return store.audit.list(0, Number.MAX_SAFE_INTEGER);
}

it('says what was ordered for which day', async () => {
  const bench = await openBench();
  await bench.orders.fix(day, 'm-7');
  await bench.orders.unfix(day);
  await bench.orders.skip(day, '陈会长 13800138000 说的', '国家公祭日');
  await bench.orders.unskip(day);
  const { message, added } = await bench.plan.planNow(day);

  expect(await record(bench)).toMatchObject([
    { who: '命令行', action: 'daily/fix', subject: day, detail: { message: 'm-7', textBegins: '寄语 7' } },
    { who: '命令行', action: 'daily/unfix', subject: day, detail: {} },
    {
      who: '命令行',
      action: 'daily/skip',
      subject: day,
      detail: { reason: '陈会长 *** 说的', told: '国家公祭日' },
    },
    { who: '命令行', action: 'daily/unskip', subject: day, detail: {} },
    {
      who: '命令行',
      action: 'daily/send',
      subject: day,
      detail: { message: message.messageId, groups: added, textBegins: expect.stringContaining('清廉文化') },
    },
  ]);
});

it('says who wrote a message and who decided, and in which words', async () => {
  const bench = await openBench();
  const { id } = await bench.drafts.add(own);
  await bench.drafts.approve(id, '李主任');
  const { id: second } = await bench.store.dailyDrafts.add({
    text: '贴发票的时候，把同行的人写在背面。',
    theme: '财务报销',
    occasion: null,
    source: null,
    generated: true,
    createdBy: 'AI 模型',
    createdAt: 0,
  });
  await bench.drafts.approve(second, '李主任', '贴发票的时候，把办的事写在背面。');
  const { id: third } = await bench.drafts.add({ ...own, text: '门口的灯亮着，账本也要亮着。' });
  await bench.drafts.reject(third, { by: '王秘书', reason: '重写' });

  const begins = '客人送来一盒茶叶，先问问自己：换了别人坐在这个位置，他还会不会送。有事打 ***…';
  expect(await record(bench)).toMatchObject([
    { action: 'daily/add', subject: id, detail: { by: '王秘书', theme: '礼品礼金', textBegins: begins } },
    { action: 'daily/approve', subject: id, detail: { by: '李主任', edited: false, textBegins: begins } },
    {
      action: 'daily/approve',
      subject: second,
      detail: { edited: true, textBegins: '贴发票的时候，把办的事写在背面。' },
    },
    { action: 'daily/add', subject: third },
    { action: 'daily/reject', subject: third, detail: { by: '王秘书', reason: '重写' } },
  ]);
});

it('holds nothing of what was refused', async () => {
  const bench = await openBench();

  await expect(bench.orders.fix(day, 'm-999')).rejects.toThrow('没有 m-999');
  await expect(bench.orders.unfix(day)).rejects.toThrow('不用取消');
  await expect(bench.orders.unskip(day)).rejects.toThrow('不用取消');
  await expect(bench.drafts.add({ ...own, text: '' })).rejects.toThrow('不能为空');
  await expect(bench.drafts.approve('own-0099', '李主任')).rejects.toThrow('没有编号');
  await bench.orders.skip(day, '', '');
  await expect(bench.plan.planNow(day)).rejects.toThrow('定了不发寄语');

  expect(await record(bench)).toMatchObject([{ action: 'daily/skip' }]);
});

it('is there or nothing was done', async () => {
  const bench = await openBench();
  const { id } = await bench.drafts.add(own);
  const full = fullOf(bench.store);
  const { orders, plan } = bench.over(full);
  const drafts = draftsOf(bench, full);
  await bench.orders.skip('2026-11-25', '', '');

  for (const act of [
    () => orders.fix(day, 'm-7'),
    () => orders.skip(day, ''),
    () => orders.unskip('2026-11-25'),
    () => plan.planNow(day),
    () => drafts.add({ ...own, text: '门口的灯亮着，账本也要亮着。' }),
    () => drafts.approve(id, '李主任'),
  ])
    await expect(act()).rejects.toThrow('no room');

  expect(await bench.store.dailyDays.list(day, '2026-11-25')).toMatchObject([{ date: '2026-11-25', messageId: '' }]);
  expect(await bench.deliveries(day)).toEqual([]);
  expect(await bench.drafts.list()).toMatchObject([{ id, state: 'draft' }]);
});

/** A store in whose audit log there is no room. */
function fullOf(store: Store): Store {
  const append = () => Promise.reject(new Error('no room'));
  return {
    ...store,
    transaction: (work) => store.transaction((records) => work({ ...records, audit: { ...records.audit, append } })),
  };
}
