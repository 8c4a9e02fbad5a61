import { describe, expect, it } from 'vitest';
import { readPlainText } from '../../../src/adapters/documents/plain-text.ts';

const plain = { page: null, tableHead: null };
const plan = `星城市行业协会商会接待日实施方案
一、总体要求
坚持问题导向，把接待日办成会员说话的地方。
（一）接待时间
每月第二个星期三上午，遇节假日顺延一周。
（二）接待地点
星城市政务服务中心三楼，设两个接待席。
二、办理流程
（一）登记
当场登记编号，五个工作日内告知承办人，十五个工作日内答复。
（二）督办
逾期未答复的，由秘书处督办。
联系人：周宁
联系电话：0731-85550123
星城市工商业联合会
2026年3月5日`;

describe('plain text of an office', () => {
  it('makes the title of the short line above the first heading', async () => {
    const { title } = await readPlainText(plan, 'plan.txt');

    expect(title).toBe('星城市行业协会商会接待日实施方案');
  });

  it('makes the path of a paragraph of the numbered headings above it, by their rank', async () => {
    const { blocks } = await readPlainText(plan, 'plan.txt');

    expect(blocks.slice(0, 5).map(({ section }) => section)).toEqual([
      ['一、总体要求'],
      ['一、总体要求', '（一）接待时间'],
      ['一、总体要求', '（二）接待地点'],
      ['二、办理流程', '（一）登记'],
      ['二、办理流程', '（二）督办'],
    ]);
  });

  it('keeps what looks like a heading and has nothing below it: contact, signature, date', async () => {
    const { blocks } = await readPlainText(plan, 'plan.txt');

    expect(blocks.slice(5).map(({ text }) => text)).toEqual([
      '联系人：周宁',
      '联系电话：0731-85550123',
      '星城市工商业联合会',
      '2026年3月5日',
    ]);
  });

  it('takes a short line without a stop for a heading that begins anew', async () => {
    const { title, blocks } = await readPlainText(
      '湖州市\n湖州市以服务会员为先，公开办事清单。\n嘉兴市\n嘉兴市设立会员评议日，逐条回应。',
      'a.txt',
    );

    expect(title).toBeNull();
    expect(blocks.map(({ section }) => section)).toEqual([['湖州市'], ['嘉兴市']]);
  });

  it('takes the short leading sentence of a paragraph as the last part of its path, and leaves it in the text', async () => {
    const paragraph = '坚持会费公开与服务提升同步。各协会每季度公布账目，会员可随时查询，意见三日内回应。';
    const { blocks } = await readPlainText(`湖州市\n${paragraph}`, 'a.txt');

    expect(blocks).toEqual([{ section: ['湖州市', '坚持会费公开与服务提升同步'], text: paragraph, ...plain }]);
  });

  it.each([
    ['a paragraph of one sentence', '坚持会费公开与服务提升同步。'],
    ['a long first sentence', `${'坚持会费公开与服务提升同步'.repeat(3)}。各协会每季度公布账目。`],
  ])('has no leading sentence in %s', async (_, paragraph) => {
    const { blocks } = await readPlainText(`湖州市\n${paragraph}`, 'a.txt');

    expect(blocks[0]?.section).toEqual(['湖州市']);
  });

  it.each(['会费减免，人人有份', '（责任编辑：周宁）', '- 会费公开', '会费标准是多少？', '2026'])(
    'takes %s for text, not for a heading',
    async (line) => {
      const { blocks } = await readPlainText(`${line}\n各协会每季度公布账目，会员可随时查询。`, 'a.txt');

      expect(blocks[0]).toEqual({ section: [], text: line, ...plain });
    },
  );

  it('takes the colon off a heading', async () => {
    const { blocks } = await readPlainText('编者按：\n各协会每季度公布账目，会员可随时查询。', 'a.txt');

    expect(blocks[0]?.section).toEqual(['编者按']);
  });

  it('keeps every line of the source but title and headings, verbatim and in order', async () => {
    const { blocks } = await readPlainText(plan, 'plan.txt');

    const lines = plan.split('\n');
    const kept = blocks.map(({ text }) => lines.indexOf(text));
    expect(kept).not.toContain(-1);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    expect(lines.length - kept.length).toBe(7);
  });

  it('takes facts from front matter here too', async () => {
    const read = await readPlainText(
      '---\ntitle: 会费公开办法\nregion: 湖州市\n---\n各协会每季度公布账目，会员可查。',
      'a.txt',
    );

    expect(read).toMatchObject({ title: '会费公开办法', facts: { region: '湖州市', date: null } });
    expect(read.blocks).toEqual([{ section: [], text: '各协会每季度公布账目，会员可查。', ...plain }]);
  });
});
