import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/domain/gazetteer.ts';

const gazetteer = createGazetteer();

describe('the places in a text', () => {
  it('are named without their rank, in order, each once', () => {
    expect(gazetteer.placesIn('湖南省长沙市和安徽合肥的做法，长沙又怎样？')).toEqual(['湖南', '长沙', '安徽', '合肥']);
  });

  it('are the longest that fit', () => {
    expect(gazetteer.placesIn('黔西南州')).toEqual(['黔西南']);
    expect(gazetteer.placesIn('印度尼西亚')).toEqual(['印度尼西亚']);
    expect(gazetteer.placesIn('张家口和张家界、张家港')).toEqual(['张家口', '张家界', '张家港']);
    expect(gazetteer.placesIn('乌兰察布与乌兰浩特')).toEqual(['乌兰察布', '乌兰浩特']);
  });

  it('count the capital as 北京', () => {
    expect(gazetteer.placesIn('首都知识产权服务业协会')).toEqual(['北京']);
    expect(gazetteer.placesIn('北京，首都')).toEqual(['北京']);
  });

  it('are none where there is none', () => {
    expect(gazetteer.placesIn('接待日收集了多少条意见建议？')).toEqual([]);
    expect(gazetteer.placesIn('')).toEqual([]);
  });

  it.each(['欢迎各界来宾', '开展合作', '绿水江山', '促进和平', '大同小异', '全面小康', '东方欲晓'])(
    'are not seen in the ordinary words of %s',
    (text) => {
      expect(gazetteer.placesIn(text)).toEqual([]);
    },
  );

  it.each(['维护社会长治久安', '整治文山会海', '培育朝阳产业', '朝阳行业', '孙中山先生', '深圳速度，中山装'])(
    'are not seen inside the fixed words of %s',
    (text) => {
      expect(gazetteer.placesIn(text).filter((place) => place !== '深圳')).toEqual([]);
    },
  );

  it.each([
    ['长治市的做法', '长治'],
    ['云南文山', '文山'],
    ['辽宁朝阳的协会', '朝阳'],
    ['中山市总商会', '中山'],
  ])('are seen all the same in %s', (text, place) => {
    expect(gazetteer.placesIn(text)).toContain(place);
  });
});

describe('one place in another', () => {
  it.each([
    ['湖南', '长沙', true],
    ['湖南', '浏阳', true],
    ['长沙', '长沙', true],
    ['北京', '北京', true],
    ['长沙', '湖南', false],
    ['湖南', '合肥', false],
    ['长沙', '浏阳', false],
    ['河北', '武安', true],
    ['新疆', '胡杨河', true],
    ['东京', '北京', false],
    ['月球', '月球', true],
    ['月球', '长沙', false],
  ])('%s holds %s: %s', (outer, inner, expected) => {
    expect(gazetteer.contains(outer, inner)).toBe(expected);
  });
});
