import { describe, expect, it } from 'vitest';
import { readNumeral, readSingleNumeral } from '../../src/base/numerals.ts';

describe('a run of Chinese numerals', () => {
  it.each([
    ['十二', '12'],
    ['二十', '20'],
    ['二百三十七', '237'],
    ['三百六十五', '365'],
    ['一千零一', '1001'],
    ['一千零五十', '1050'],
    ['五千', '5000'],
    ['两百', '200'],
    ['二〇二五', '2025'],
    ['二零零九', '2009'],
    ['十万', '10万'],
    ['二十三万', '23万'],
    ['两千五百万', '2500万'],
    ['三亿', '3亿'],
    ['三万五千', '35000'],
    ['一亿二千万', '120000000'],
    ['三亿零五百万', '305000000'],
  ])('%s is %s', (run, digits) => {
    expect(readNumeral(run)).toBe(digits);
  });

  it.each([
    '一万',
    '千万',
    '百万',
    '万一',
    '万万',
    '十四五',
    '二百五',
    '一百二',
    '三万五',
    '两三',
    '三三两两',
    '百十',
    '一',
  ])('%s is no number to be rewritten', (run) => {
    expect(readNumeral(run)).toBeNull();
  });
});

describe('numerals without end', () => {
  it.each(['万', '亿零', '三千', '十'])('%s over and over is no number', (run) => {
    expect(readNumeral(run.repeat(100_000))).toBeNull();
  });

  it('the largest number is read', () => {
    expect(readNumeral('九千九百九十九亿九千九百九十九万九千九百九十九')).toBe('999999999999');
  });
});

describe('a single numeral', () => {
  it.each([
    ['三', { before: '第', after: '条' }, '3'],
    ['十', { before: '，', after: '月' }, '10'],
    ['五', { before: '', after: '项' }, '5'],
  ])('%s is a number where it counts something', (numeral, around, digits) => {
    expect(readSingleNumeral(numeral, around)).toBe(digits);
  });

  it.each([
    ['一', { before: '', after: '般' }],
    ['两', { before: '', after: '新' }],
    ['三', { before: '张', after: '' }],
    ['零', { before: '第', after: '条' }],
    ['万', { before: '', after: '项' }],
  ])('%s stays elsewhere', (numeral, around) => {
    expect(readSingleNumeral(numeral, around)).toBeNull();
  });
});
