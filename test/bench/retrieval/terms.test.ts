import { describe, expect, it } from 'vitest';
import { bigramsOf, createWordCutter, disjunctionOf, trigramsOf } from './terms.ts';

describe('terms', () => {
  it('of two characters overlap; Latin words and numbers stay whole', () => {
    expect(bigramsOf('会费标准，A股2020年')).toEqual(['会费', '费标', '标准', 'A', '股', '2020', '年']);
  });

  it('of three characters stop at signs, and short stretches have none', () => {
    expect(trigramsOf('会费标准，年检')).toEqual(['会费标', '费标准']);
  });

  it('from the dictionary of Node leave signs out', () => {
    expect(createWordCutter()('社会团体，登记。').join('')).toBe('社会团体登记');
  });

  it('make a disjunction without repeated terms and without signs', () => {
    expect(disjunctionOf(['会费', '？', '会费', 'a"b'])).toBe('"会费" OR "a""b"');
    expect(disjunctionOf(['？'])).toBeNull();
  });
});
