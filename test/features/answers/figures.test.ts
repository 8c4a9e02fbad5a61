import { describe, expect, it } from 'vitest';
import { type Figure, foldFigures, isSameFigure, readFigures } from '../../../src/features/answers/figures.ts';

const read = (text: string): Figure[] => readFigures(foldFigures(text));
/** Every figure of the first text stands in the second. */
const stands = (said: string, written: string): boolean =>
  read(said).every((figure) => read(written).some((other) => isSameFigure(figure, other)));

describe('a figure is the same', () => {
  it.each([
    ['237条', '二百三十七条'],
    ['１２０家', '一百二十家'],
    ['3.5万元', '35000元'],
    ['35,000元', '三万五千元'],
    ['35000块', '叁万伍仟元'],
    ['12亿元', '十二亿元'],
    ['30%', '百分之三十'],
    ['3.5%', '百分之三点五'],
    ['三家', '3家'],
    ['两家', '2个'],
    ['130余名', '一百三十多人'],
    ['近70万', '近70万留守妇女'],
    ['约237条', '237条'],
    ['第三条', '第3条'],
    ['2023年5月1日', '2023-05-01'],
    ['2023年', '二〇二三年'],
    ['5月1日', '2023年5月1号'],
    ['2023', '2023年度'],
    ['3至5年', '3-5年'],
    ['480—600元', '480-600元'],
    ['3到5万元', '30000元，50000元'],
    ['0731-88886666', '073188886666'],
    ['138 0013 8000', '13800138000'],
    ['三分之二', '三分之二以上'],
    ['9：30', '9:30'],
    ['18', '| 苏州市 | 18 | 960 |'],
    ['3500', '每年3500元'],
    ['會費為三千五百圓', '会费为3500元'],
  ])('%s as %s', (said, written) => {
    expect(read(said)).not.toEqual([]);
    expect(stands(said, written)).toBe(true);
  });
});

describe('a figure is not the same', () => {
  it.each([
    ['3500人', '3500元'],
    ['59条', '59个'],
    ['130名', '130余名'],
    ['超过3500元', '3500元'],
    ['不到70万', '70万'],
    ['350元', '3500元'],
    ['3.5万元', '3.5元'],
    ['2022年', '2023年'],
    ['2023年6月', '2023年5月1日'],
    ['5月2日', '5月1日'],
    ['第4条', '4条'],
    ['一元', '十元'],
    ['壹元', '3500元'],
    ['三家', '三起'],
    ['13800138001', '13800138000'],
    ['5个月', '5月'],
    ['三分之一', '三分之二'],
    ['数百家', '237家'],
  ])('%s as %s', (said, written) => {
    expect(read(said)).not.toEqual([]);
    expect(stands(said, written)).toBe(false);
  });
});

it.each(['一般由会员单位推荐', '十分重要', '进一步统一', '一个平台、一批项目', '①先登记②再审核', '两新组织'])(
  'is not seen where there is none: %s',
  (text) => {
    expect(read(text)).toEqual([]);
  },
);
