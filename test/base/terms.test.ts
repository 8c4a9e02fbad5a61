import { describe, expect, it } from 'vitest';
import { isSingle, singleWeight, visitTerms } from '../../src/base/terms.ts';

function termsOf(text: string): { key: number; weight: number }[] {
  const terms: { key: number; weight: number }[] = [];
  visitTerms(text, (key, weight) => terms.push({ key, weight }));
  return terms;
}

function keysOf(text: string): number[] {
  return termsOf(text).map(({ key }) => key);
}

describe('terms', () => {
  it('are single characters and pairs of neighbours', () => {
    const weights = termsOf('接待日').map(({ weight }) => weight);

    expect(weights).toEqual([singleWeight, 1, singleWeight, 1, singleWeight]);
    expect(keysOf('接待日').filter(isSingle)).toHaveLength(3);
  });

  it('do not reach over punctuation', () => {
    expect(keysOf('接,待')).toEqual([...keysOf('接'), ...keysOf('待')]);
  });

  it('hold letters and digits whole', () => {
    expect(keysOf('covid 19')).toHaveLength(2);
    expect(keysOf('abc')).not.toEqual(keysOf('abd'));
  });

  it('hold a number with and without what it counts', () => {
    expect(keysOf('237条')).toEqual(expect.arrayContaining(keysOf('237')));
    expect(keysOf('237条')).toHaveLength(keysOf('237').length + keysOf('条').length + 1);
    expect(keysOf('237条')).not.toEqual(keysOf('237家'));
  });

  it('keep the point of a number, not the one at its end', () => {
    expect(keysOf('3.5')).not.toEqual(keysOf('35'));
    expect(keysOf('3.5')).toHaveLength(1);
    expect(keysOf('35.')).toEqual(keysOf('35'));
  });

  it('hold a rare character whole', () => {
    expect(keysOf('𠮷')).toHaveLength(1);
    expect(keysOf('𠮷')).not.toEqual(keysOf('𠮵'));
  });

  it('are unsigned 32-bit numbers', () => {
    for (const key of keysOf('接待日 𠮷 abc 3.5万 한국 ンン')) {
      expect(key).toBe(key >>> 0);
    }
  });

  it.each(['', '？！…', '😀🎉', '\ud842'])('there are none in %j', (text) => {
    expect(keysOf(text)).toEqual([]);
  });
});
