import { describe, expect, it } from 'vitest';
import { dayLabel, nameFault, textFault, timeLabel, withMention } from '../../../src/console/page/wording.ts';

describe('the words of the page', () => {
  const now = new Date(2026, 10, 23, 9, 5).getTime();

  it.each([
    [new Date(2026, 10, 23, 0, 0), '今天'],
    [new Date(2026, 10, 22, 23, 59), '昨天'],
    [new Date(2026, 10, 21, 12, 0), '11月21日 星期六'],
    [new Date(2025, 11, 31, 12, 0), '2025年12月31日 星期三'],
  ])('call %s %s', (date, label) => {
    expect(dayLabel(date.getTime(), now)).toBe(label);
  });

  it('write a time with two digits each', () => {
    expect(timeLabel(now)).toBe('09:05');
  });

  it.each([
    ['合肥呢', '@清语 合肥呢'],
    ['', '@清语 '],
    ['问一下＠清语 合肥呢', '问一下＠清语 合肥呢'],
  ])('mention the bot once: %j', (text, mentioned) => {
    expect(withMention(text)).toBe(mentioned);
  });

  it('count an emoji as one character', () => {
    expect(textFault('🎋'.repeat(4_000))).toBeNull();
    expect(textFault('🎋'.repeat(4_001))).toContain('4001');
  });

  it('refuse the nicknames that the server would refuse, as far as they can tell', () => {
    expect(nameFault('张三')).toBeNull();
    expect([nameFault(''), nameFault('一'.repeat(21)), nameFault('清语客服')]).not.toContain(null);
  });
});
