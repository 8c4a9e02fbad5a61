import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/domain/document.ts';
import { splitIntoPassages } from '../../../src/features/knowledge/split.ts';

const sentence = '各行业协会商会应当在每年三月底前公开上一年度会费收支情况，接受会员监督。';

describe('cutting a document into passages', () => {
  it('keeps a short block whole under its section', () => {
    const [passage, ...rest] = splitIntoPassages('default/a.md', [
      block(sentence, ['湖南省长沙市', '坚持党建引领与业务发展融合']),
    ]);

    expect(rest).toEqual([]);
    expect(passage).toEqual({
      id: 'default/a.md#0',
      documentId: 'default/a.md',
      seq: 0,
      section: '湖南省长沙市 › 坚持党建引领与业务发展融合',
      text: sentence,
      page: null,
    });
  });

  it('joins short neighbours of one section and never across sections', () => {
    const passages = splitIntoPassages('d', [
      block('一是公开会费。', ['会费']),
      block('二是公开账目。', ['会费']),
      block('三是公开人事。', ['人事']),
      block('四是再公开会费。', ['会费']),
    ]);

    expect(passages.map(({ section, text, seq }) => [seq, section, text])).toEqual([
      [0, '会费', '一是公开会费。\n二是公开账目。'],
      [1, '人事', '三是公开人事。'],
      [2, '会费', '四是再公开会费。'],
    ]);
  });

  it('joins neighbours up to about 350 characters', () => {
    const blocks = Array.from({ length: 30 }, () => block(sentence));

    const passages = splitIntoPassages('d', blocks);

    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(350);
    expect(Math.min(...passages.slice(0, -1).map(({ text }) => text.length))).toBeGreaterThan(
      350 - sentence.length - 1,
    );
  });

  it('cuts a long block at sentence ends into pieces of even length', () => {
    const text = sentence.repeat(28);

    const passages = splitIntoPassages('d', [block(text)]);

    const lengths = passages.map(({ text }) => text.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(400);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(250);
    expect(passages.every(({ text }) => text.endsWith('。'))).toBe(true);
  });

  it.each([
    ['plain sentences', sentence.repeat(20)],
    ['a quotation that ends twice', `他说：“会费要公开。”。然后大家表示同意；${'说明如下（见附件。）。'.repeat(60)}`],
    ['stops at the head', `！！！重要：${sentence.repeat(15)}`],
    ['stops in a row', `${'怎么办？！……'.repeat(50)}${sentence}`],
    ['lines of a table', Array.from({ length: 60 }, (_, row) => `| ${row} | 会费 | 元 |`).join('\n')],
    ['closing brackets alone', `${'”'.repeat(2_000)}。`],
    ['emoji and rare characters', `𠮷野家协会🎋公示。`.repeat(60)],
    ['no stop at all', '会费、人事、换届、'.repeat(100)],
  ])('drops no character and doubles none: %s', (_, text) => {
    const passages = splitIntoPassages('d', [block(text)]);

    expect(withoutSpace(passages.map(({ text }) => text).join(''))).toBe(withoutSpace(text));
    expect(passages.every((passage) => text.includes(passage.text))).toBe(true);
  });

  it.each([
    ['with pauses', '会费、人事、换届、'.repeat(400)],
    ['without any', '会费人事换届'.repeat(600)],
    ['of rare characters', '𠮷'.repeat(2_000)],
  ])('cuts a text without stops, %s, and tears no character apart', (_, text) => {
    const passages = splitIntoPassages('d', [block(text)]);

    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(700);
    expect(passages.map(({ text }) => text).join('')).toBe(text);
    expect(passages.some(({ text }) => /^[\udc00-\udfff]|[\ud800-\udbff]$/.test(text))).toBe(false);
  });

  it('gives a passage the page its first block begins on', () => {
    const passages = splitIntoPassages('d', [
      { ...block(sentence), page: 3 },
      { ...block('二是公开账目。'), page: 4 },
      { ...block(sentence.repeat(9)), page: 4 },
    ]);

    expect(passages.map(({ page }) => page)).toEqual([3, 4]);
  });

  it('cuts a million characters', () => {
    const passages = splitIntoPassages('d', [block(sentence.repeat(30_000)), block('”'.repeat(100_000))]);

    expect(passages.length).toBeGreaterThan(1_000);
  });

  it('numbers passages in order and gives each its own id', () => {
    const passages = splitIntoPassages(
      'd',
      Array.from({ length: 20 }, (_, index) => block(sentence.repeat(12), [`${index}`])),
    );

    expect(passages.map(({ seq }) => seq)).toEqual(passages.map((_, index) => index));
    expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
  });
});

describe('cutting clauses', () => {
  const clause = (number: string, times: number): string => `第${number}条　${sentence.repeat(times)}`;

  it('lets a clause that fits begin a passage instead of dividing it', () => {
    const passages = splitIntoPassages('d', [
      block(clause('一', 6)),
      block(clause('二', 1)),
      block(`（一）${sentence.repeat(2)}`),
      block(`（二）${sentence.repeat(2)}`),
      block(clause('三', 1)),
    ]);

    expect(passages.map(({ text }) => text.match(/第.条|（.）/g))).toEqual([
      ['第一条'],
      ['第二条', '（一）', '（二）', '第三条'],
    ]);
  });

  it('cuts a clause that is too long, from its own beginning', () => {
    const passages = splitIntoPassages('d', [block(clause('一', 2)), block(clause('二', 15)), block(clause('三', 3))]);

    expect(passages.map(({ text }) => /^第.条/.exec(text)?.[0] ?? null)).toEqual(['第一条', '第二条', null, '第三条']);
  });
});

describe('cutting a table', () => {
  const tableHead = '| 会员类别 | 标准 |\n| --- | --- |';
  const rows = Array.from({ length: 60 }, (_, row) => `| 第${row}类会员单位 | 每年${row * 100}元 |`);

  it('repeats its head in front of every passage, and cuts no row', () => {
    const passages = splitIntoPassages('d', [{ ...block(rows.join('\n')), tableHead, page: 2 }]);

    expect(passages.length).toBeGreaterThan(2);
    expect(passages.every(({ text }) => text.startsWith(`${tableHead}\n| 第`) && text.endsWith('元 |'))).toBe(true);
    expect(passages.flatMap(({ text }) => text.split('\n').slice(2))).toEqual(rows);
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(400);
    expect(passages.every(({ page }) => page === 2)).toBe(true);
  });

  it('begins a passage with it, and takes the short note below it along', () => {
    const passages = splitIntoPassages('d', [
      block('会费标准如下：'),
      { ...block('| 理事 | 5000元 |'), tableHead },
      { ...block('| 会员 | 1000元 |'), tableHead },
      block('注：新会员首年减半。'),
    ]);

    expect(passages.map(({ text }) => text)).toEqual([
      '会费标准如下：',
      `${tableHead}\n| 理事 | 5000元 |`,
      `${tableHead}\n| 会员 | 1000元 |\n注：新会员首年减半。`,
    ]);
  });

  it('leaves a row whole that is longer than a passage, under a head that is longer too', () => {
    const longHead = `| ${'会费标准'.repeat(200)} |\n| --- |`;
    const longRow = `| ${sentence.repeat(40)} |`;

    const passages = splitIntoPassages('d', [{ ...block(`${longRow}\n${longRow}`), tableHead: longHead }]);

    expect(passages.map(({ text }) => text)).toEqual([`${longHead}\n${longRow}`, `${longHead}\n${longRow}`]);
  });
});

function block(text: string, section: readonly string[] = []): Block {
  return { section, text, page: null, tableHead: null };
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, '');
}
