import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/base/text.ts';

describe('text as it is matched', () => {
  it.each([
    ['full-width letters and digits', 'ＡＢＣ公司１００强', 'abc公司100强'],
    ['full-width punctuation', '会费：３，５００元？', '会费:3500元?'],
    ['traditional characters', '會費標準與換屆選舉', '会费标准与换届选举'],
    ['spaces between Chinese characters', '行 业　协\t会', '行业协会'],
    ['a line break inside a Chinese sentence', '接待\n日', '接待日'],
    ['spaces around letters and numbers in a Chinese sentence', '共 237 家，使用 PDF 文件', '共237家,使用pdf文件'],
    ['spaces between words, as one', 'Hello   World', 'hello world'],
    ['a line break before a number', '通知如下\n1. 会费', '通知如下\n1.会费'],
    ['line breaks elsewhere, as one', 'ABC\r\n\n def', 'abc\ndef'],
    ['Chinese numerals', '二〇二五年收集二百三十七条', '2025年收集237条'],
    ['clause numbers and dates', '第三条 十月', '第3条10月'],
    ['words with numerals', '一般两新张三一万千万十四五', '一般两新张三一万千万十四五'],
    ['a comma between thousands', '1,234,567元，第1,2项', '1234567元,第1,2项'],
    ['characters that stand for several', '㈠ ① ㎡ ½', '(一) 1 m2 1⁄2'],
    ['letters with marks, however written', 'Cafe\u0301 CAFÉ', 'café café'],
    ['zero-width characters', '会\u200b费\ufeff标\u2060准', '会费标准'],
    ['right-to-left marks', '\u202e会费\u202c标准\u200f', '会费标准'],
    ['control characters', '会\u0000费\u001b标准', '会费标准'],
    ['variation selectors and joiners', '❤\ufe0f👨\u200d👩', '❤👨👩'],
    ['rare characters', '𠮷野家', '𠮷野家'],
    ['half a surrogate pair', '会\ud842费', '会\ud842费'],
    ['nothing', '', ''],
    ['nothing but white space', ' \n ', '\n'],
  ])('%s', (_, text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('stays as it is when done twice', () => {
    const texts = [
      'ＡＢ 會 費\n二百 三十七 家',
      '１，０００ 元 第 十 條',
      '㈠㎡é 一萬 三 萬',
      '十 一 月 \u200b 五 日',
      'ﷺ İ ﬁ',
    ];

    for (const text of texts) expect(normalise(normalise(text))).toBe(normalise(text));
  });

  it('takes a long text', () => {
    expect(normalise('会 費 １'.repeat(10_000)) === '会费1'.repeat(10_000)).toBe(true);
  });
});
