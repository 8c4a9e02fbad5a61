import { describe, expect, it } from 'vitest';
import type { DailyMessage } from '../../../src/domain/daily-message.ts';
import { createDraftDesk, type DraftDesk } from '../../../src/features/integrity/draft-desk.ts';
import { withOwnMessages } from '../../../src/features/integrity/own-messages.ts';
import type { DailyLibrary } from '../../../src/ports/daily-library.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { openTempStore } from '../../support/temp-store.ts';

const receipts = '贴发票的时候，把同行的人和办的事写在背面。写得出来的就报，写不出来的，自己付。';
const shipped: DailyMessage = { id: 'expense-001', theme: '财务报销', text: receipts, occasion: null, source: null };
const gifts = '客人送来一盒茶叶，先问问自己：换了别人坐在这个位置，他还会不会送。';
const own = { text: gifts, theme: '礼品礼金', occasion: null, source: null, by: '王秘书' };

type Bench = { store: Store; desk: DraftDesk; library: DailyLibrary };

async function openDesk(): Promise<Bench & { second(): Promise<Bench> }> {
  const clock = createHandClock('2026-11-24T09:00:00+08:00');
  const temp = await openTempStore(clock);
  const on = (store: Store): Bench => {
    const library = withOwnMessages({ read: async () => [shipped] }, store);
    return { store, library, desk: createDraftDesk({ store, library, clock }) };
  };
  return { ...on(temp.store), second: async () => on(await temp.second()) };
}

describe('a message of staff', () => {
  it('waits, is approved by another person, and is in the library of every worker from then on', async () => {
    const bench = await openDesk();
    const other = await bench.second();
    const { id } = await bench.desk.add({ ...own, occasion: '立春', source: ' 《大学》 ' });
    expect(await other.desk.list()).toEqual([
      expect.objectContaining({ id, state: 'draft', createdBy: '王秘书', source: '《大学》' }),
    ]);
    expect(await other.library.read()).toEqual([shipped]);

    expect(await other.desk.approve(id, '李主任')).toMatchObject({ state: 'approved', decidedBy: '李主任' });

    const expected = [shipped, { id, theme: '礼品礼金', text: gifts, occasion: '立春', source: '《大学》' }];
    expect(await bench.library.read()).toEqual(expected);
    expect(await other.library.read()).toEqual(expected);
    expect(await bench.desk.list()).toEqual([]);
  });

  it.each(['王秘书', ' 王 秘书 ', '王秘書'])('is not approved by its author, also as %j', async (by) => {
    const { desk, library } = await openDesk();
    const { id } = await desk.add(own);

    await expect(desk.approve(id, by)).rejects.toThrow(`${id} 是 王秘书 自己写的，要请另一个人来审核。`);
    expect(await library.read()).toEqual([shipped]);
  });

  it('is decided once', async () => {
    const { desk } = await openDesk();
    const { id } = await desk.add(own);
    await desk.approve(id, '李主任');

    await expect(desk.approve(id, '张主任')).rejects.toThrow(`${id} 已由 李主任 审核通过，不能再改。`);
    await expect(desk.reject(id, { by: '张主任', reason: '重复' })).rejects.toThrow('不能再改');
    await expect(desk.approve('own-0099', '张主任')).rejects.toThrow('没有编号 own-0099');
  });

  it('that was rejected is never in the library, and may be written again', async () => {
    const { desk, library } = await openDesk();
    const { id } = await desk.add(own);

    expect(await desk.reject(id, { by: '李主任', reason: '语气太硬' })).toMatchObject({
      state: 'rejected',
      reason: '语气太硬',
    });
    await expect(desk.approve(id, '张主任')).rejects.toThrow(`${id} 已由 李主任 退回`);
    expect(await library.read()).toEqual([shipped]);
    expect(await desk.add(own)).toMatchObject({ state: 'draft' });
  });

  it.each([
    ['the library', receipts, '这条寄语和 expense-001 一样，不用再加。'],
    ['a draft, spaced otherwise', gifts.replace('，', '， '), '这条寄语和 own-0001 一样，不用再加。'],
    [
      'the library, turned a little',
      '贴发票时，把同行的人、办的事写在背面。写得出来就报，写不出来的自己付。',
      `这条寄语和 expense-001 太像（“${receipts}”），请换一种写法。`,
    ],
  ])('is refused when it says what is there already: %s', async (_, text, sentence) => {
    const { desk } = await openDesk();
    await desk.add(own);

    await expect(desk.add({ ...own, text })).rejects.toThrow(sentence);
    expect(await desk.list()).toHaveLength(1);
  });

  it('is not approved when one like it was approved meanwhile', async () => {
    const { desk, store } = await openDesk();
    await desk.add(own);
    const draft = { theme: '礼品礼金', text: gifts, occasion: null, source: null, createdBy: '赵秘书', createdAt: 1 };
    const { id } = await store.dailyDrafts.add({ ...draft, generated: false });
    await desk.approve('own-0001', '李主任');

    await expect(desk.approve(id, '李主任')).rejects.toThrow('这条寄语和 own-0001 一样');
  });

  it.each([
    [{ text: '  ' }, '寄语要有内容，不能为空。'],
    [{ text: '长'.repeat(121) }, '寄语最多 120 个字，这条有 121 个，请改短一些。'],
    [{ text: '一行\n又一行' }, '寄语要写在一行里，请去掉换行。'],
    [{ theme: ' ' }, '要写主题，不能为空。'],
    [{ theme: '礼品\n礼金' }, '主题要写在一行里，请去掉换行。'],
    [{ source: '《大\n学》' }, '出处要写在一行里，请去掉换行。'],
    [{ by: '' }, '要写作者的姓名，不能为空。'],
    [{ occasion: '双十一' }, '没有 “双十一” 这个节日或节气，可用的有：元旦、'],
  ])('is refused when it is %j', async (change, sentence) => {
    const { desk } = await openDesk();

    await expect(desk.add({ ...own, ...change })).rejects.toThrow(sentence);
    expect(await desk.list()).toEqual([]);
  });
});
