import { describe, expect, it } from 'vitest';
import { storable } from '../../../src/adapters/store/values.ts';

describe('a value of a statement', () => {
  it('loses NUL and half characters, and keeps whole ones', () => {
    expect(storable('a\0b')).toBe('ab');
    expect(storable('\uD83D\uDE00 \uD83D \uDE00 𠮷')).toBe('😀 \uFFFD \uFFFD 𠮷');
  });

  it('is a number where it was a truth', () => {
    expect([true, false, null, undefined].map(storable)).toEqual([1, 0, null, null]);
  });

  it('is refused when no engine can hold it', () => {
    for (const value of [Number.NaN, Infinity, {}, new Date(0), [], Symbol('x')]) {
      expect(() => storable(value)).toThrow('cannot carry');
    }
  });
});
