import { describe, expect, it } from 'vitest';
import { type BroughtFile, openOrders, type OrderBench } from '../../support/order-bench.ts';

const minute = 60_000;
const sends = { files: { maxBytes: 20 * 1024 * 1024, maxCaption: 1_000 } };
const list: BroughtFile = { name: '名单.txt', bytes: new TextEncoder().encode('张三\n李四') };
const later: BroughtFile = { name: '新名单.txt', bytes: new TextEncoder().encode('王五') };

async function open(): Promise<OrderBench> {
  const bench = await openOrders({ sends });
  await bench.enroll('餐饮协会');
  return bench;
}

/** Text and file of each broadcast, and the names of what its deliveries carry. */
async function planned({ store }: OrderBench): Promise<unknown[]> {
  const all = await store.broadcasts.list(10);
  return Promise.all(
    all.map(async ({ id, text, file }) => {
      const rows = await store.deliveries.listOf(id);
      const carried = await Promise.all(rows.map(async ({ fileId }) => store.files.read(fileId ?? '')));
      return { text, file: file?.name ?? null, carried: carried.map((one) => one?.name ?? null) };
    }),
  );
}

describe('a file', () => {
  it('that comes with /群发 is shown, and goes out with it after 确认', async () => {
    const bench = await open();

    const preview = await bench.bring([list], '/群发 全部 请看附件');

    expect(preview).toContain('\n附件：名单.txt（13 字节）\n内容：\n—————\n请看附件\n');
    expect(await planned(bench)).toEqual([]);
    expect(await bench.tell('确认')).toContain('已安排发往 1 个群');
    expect(await planned(bench)).toEqual([{ text: '请看附件', file: '名单.txt', carried: ['名单.txt'] }]);
  });

  it('that comes just before goes with the next /群发, and only with that', async () => {
    const bench = await open();

    expect(await bench.bring([list])).toBe(
      '收到附件 名单.txt（13 字节）。10 分钟内发“/群发 @标签 内容”，就会带上它，发出前先给您看；不带就回复“取消”。',
    );
    expect(await bench.tell('/群发 全部 请看附件')).toContain('附件：名单.txt');
    await bench.tell('确认');
    expect(await bench.tell('/群发 全部 另一件事')).not.toContain('附件');
  });

  it('that comes after the preview is shown with it again', async () => {
    const bench = await open();
    await bench.tell('/群发 全部 请看附件');

    const shown = await bench.bring([list]);

    expect(shown).toContain('附件：名单.txt');
    expect(shown).toContain('请看附件');
    await bench.tell('确认');
    expect(await planned(bench)).toMatchObject([{ file: '名单.txt' }]);
  });

  it('that comes with 确认 is shown first: nobody has seen it in the preview', async () => {
    const bench = await open();
    await bench.tell('/群发 全部 请看附件');

    expect(await bench.bring([list], '确认')).toContain('附件：名单.txt');
    expect(await planned(bench)).toEqual([]);
  });

  it('takes the place of the one before', async () => {
    const bench = await open();
    await bench.bring([list], '/群发 全部 请看附件');

    expect(await bench.bring([later])).toMatch(/^一次群发只能带一个附件，已换成 新名单.txt。\n请核对这次群发/u);
    await bench.tell('确认');
    expect(await planned(bench)).toMatchObject([{ file: '新名单.txt' }]);
  });

  it('needs no words beside it', async () => {
    const bench = await open();

    expect(await bench.bring([list], '/群发 全部')).toContain('内容：没有文字，只发附件');
    await bench.tell('确认');
    expect(await planned(bench)).toMatchObject([{ text: '', file: '名单.txt' }]);
    expect(await bench.tell('/群发 全部')).toContain('要发的内容还没有写');
  });

  it('is dropped by 取消, before a preview and after', async () => {
    const bench = await open();
    await bench.bring([list]);

    expect(await bench.tell('取消')).toBe('好的，附件 名单.txt 不带了，没有发给任何群。');
    expect(await bench.tell('/群发 全部 通知')).not.toContain('附件');
    await bench.bring([list]);
    expect(await bench.tell('取消')).toContain('已取消');
    expect(await bench.tell('/群发 全部 通知')).not.toContain('附件');
    expect(await bench.tell('取消')).toContain('已取消');
    expect(await bench.tell('取消')).toBe('答 取消');
  });

  it('is kept when the words are wrong, and waits for ten minutes', async () => {
    const bench = await open();

    expect(await bench.bring([list], '/群发 @没有 通知')).toContain('没有群带标签“没有”');
    expect(await bench.tell('/群发 全部 通知')).toContain('附件：名单.txt');
    await bench.tell('取消');
    await bench.bring([list]);
    bench.clock.advance(10 * minute);
    expect(await bench.tell('/群发 全部 通知')).not.toContain('附件');
  });

  it('survives a restart, and is not fetched again', async () => {
    const bench = await open();
    await bench.bring([list]);

    const restarted = await bench.restarted();
    await restarted.tell('/群发 全部 通知');
    await restarted.tell('确认');

    expect(await planned(restarted)).toMatchObject([{ carried: ['名单.txt'] }]);
    expect(restarted.fetched).toEqual(['名单.txt']);
  });

  it('is not removed while it may be confirmed, and is when it was not', async () => {
    const bench = await open();
    await bench.bring([list], '/群发 全部 通知');

    expect(await bench.store.files.removeExpired(bench.clock.now() + 15 * minute)).toBe(0);
    expect(await bench.store.files.removeExpired(bench.clock.now() + 20 * minute)).toBe(1);
    expect(await bench.tell('确认')).toBe('附件已过了等待的时间，这次群发没有安排；请把文件和“/群发 …”再发一次。');
    expect(await planned(bench)).toEqual([]);
  });
});

describe('a file that cannot go out', () => {
  it.each<[string, readonly BroughtFile[], string]>([
    ['of another kind', [{ name: '安装.exe', bytes: new Uint8Array([1]) }], '附件 安装.exe 的格式不能群发'],
    ['that is not what it is called', [{ name: '通知.pdf', bytes: new Uint8Array([1]) }], '内容和扩展名不符'],
    ['that the platform has no longer', [{ name: '通知.pdf', bytes: null }], '「通知.pdf」取不到了'],
    ['that is empty', [{ name: '通知.pdf', bytes: new Uint8Array() }], '附件 通知.pdf 是空文件'],
    ['among several', [list, later], '一次群发只能带一个附件'],
  ])('%s is told in one sentence, and nothing is ordered', async (_, files, sentence) => {
    const bench = await open();

    expect(await bench.bring(files)).toContain(sentence);
    const answer = await bench.bring(files, '/群发 全部 请看附件');
    expect(answer).toContain(sentence);
    expect(answer).toMatch(/。这次群发还没有安排。$/u);
    expect(await bench.tell('确认')).toContain('没有等着确认的群发');
  });

  it('is not fetched when its name or size tells', async () => {
    const bench = await open();

    await bench.bring([{ name: '安装.exe', bytes: new Uint8Array([1]) }]);
    expect(await bench.bring([{ name: '年鉴.pdf', bytes: new Uint8Array(21 * 1024 * 1024) }])).toContain('21.0 MB');

    expect(bench.fetched).toEqual([]);
  });

  it('leaves out the groups that cannot get it, and says which', async () => {
    const bench = await open();
    await bench.enroll('家具协会', { channel: 'silent' });

    const preview = await bench.bring([list], '/群发 全部 请看附件');

    expect(preview).toContain('发给 1 个群：餐饮协会');
    expect(preview).toContain('不发 1 个群（附件发不过去：这个渠道发不了文件）：家具协会');
    expect(await bench.tell('确认')).toContain('已安排发往 1 个群');
  });

  it('to any of the groups orders nothing, and the file may be left out', async () => {
    const bench = await openOrders();
    await bench.enroll('餐饮协会');

    expect(await bench.bring([list], '/群发 全部 通知')).toContain('选中的群都收不到 名单.txt');
    expect(await bench.tell('确认')).toContain('没有等着确认的群发');
    await bench.tell('取消');
    expect(await bench.tell('/群发 全部 通知')).toContain('发给 1 个群');
  });

  it('for it is not the sender’s to order is neither fetched nor kept', async () => {
    const bench = await open();

    expect(await bench.bring([list], '/群发 全部 通知', 'li')).toContain('只有绑定了账号的秘书和管理员能用');
    expect(await bench.bring([list], '', 'li')).toBe('答 ');
    expect(bench.fetched).toEqual([]);
  });
});
