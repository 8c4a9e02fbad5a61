import { describe, expect, it } from 'vitest';
import { partsOf, sizeOf } from '../../src/base/text-parts.ts';

const units = (value: number) => ({ value, in: 'units' }) as const;
const bytes = (value: number) => ({ value, in: 'bytes' }) as const;

describe('a text in parts', () => {
  it('stays whole where it fits, or where there is no limit', () => {
    expect(partsOf('你好', units(2))).toEqual(['你好']);
    expect(partsOf('你好', bytes(6))).toEqual(['你好']);
    expect(partsOf('你好'.repeat(9_999), null)).toHaveLength(1);
    expect(partsOf('', units(1))).toEqual(['']);
  });

  it('is cut at the end of a line', () => {
    expect(partsOf('第一行在这里\n第二行\n第三行', units(10))).toEqual(['第一行在这里', '第二行\n第三行']);
  });

  it('is cut at the end of a sentence where a line is too long, with what closes it', () => {
    expect(partsOf('他说：“会费要公开。”大家同意了。', units(12))).toEqual(['他说：“会费要公开。”', '大家同意了。']);
  });

  it('is cut after a comma where a sentence is too long, and anywhere where there is none', () => {
    expect(partsOf('会费收支每季度公示，接受会员监督', units(12))).toEqual(['会费收支每季度公示，', '接受会员监督']);
    expect(partsOf('清'.repeat(25), units(10)).map((part) => part.length)).toEqual([10, 10, 5]);
  });

  it('is never cut inside of a character, however many code units that takes', () => {
    const family = '👨‍👩‍👧‍👦';

    expect(partsOf(family.repeat(3), units(family.length + 1))).toEqual([family, family, family]);
    expect(partsOf('𠮷𠮷𠮷', units(3))).toEqual(['𠮷', '𠮷', '𠮷']);
    expect(partsOf('𠮷𠮷', bytes(5))).toEqual(['𠮷', '𠮷']);
  });

  it('is never cut inside of a mention or an address', () => {
    expect(partsOf('请各位看一看 @办公室王主任 的通知', units(10))).toEqual([
      '请各位看一看',
      '@办公室王主任',
      '的通知',
    ]);
    expect(partsOf('见 https://example.org/a/b/c 第三页', units(26))).toEqual([
      '见',
      'https://example.org/a/b/c',
      '第三页',
    ]);
  });

  it('is cut inside of what alone is longer than a part', () => {
    const address = `https://example.org/${'x'.repeat(50)}`;

    expect(partsOf(address, units(30)).join('')).toBe(address);
  });

  it('takes a part of one character where the limit is smaller than that', () => {
    expect(partsOf('𠮷清', bytes(1))).toEqual(['𠮷', '清']);
  });

  it('loses nothing but white space, and every part fits', () => {
    const line = '第三条 会费标准由会员大会无记名投票表决，@秘书处 负责公示；详见 https://example.org/规章。👍🏽\n\n';
    for (const limit of [units(20), units(97), bytes(64), bytes(2_048)]) {
      const text = line.repeat(40);
      const parts = partsOf(text, limit);

      expect(parts.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      // A mention or an address that alone is longer may stand in the way of the smallest limit only.
      expect(parts.filter((part) => sizeOf(part, limit) > limit.value)).toEqual([]);
    }
  });
});
