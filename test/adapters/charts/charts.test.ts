import { describe, expect, it } from 'vitest';
import { createCharts } from '../../../src/adapters/charts/charts.ts';
import { chartSvg } from '../../../src/adapters/charts/chart-svg.ts';
import type { Chart } from '../../../src/ports/charts.ts';

const chart: Chart = {
  title: '诉求办理情况',
  about: '2026-01-01 至 2026-11-26 登记 237 件',
  rates: [
    { label: '交办率', rate: 0.818, note: '9/11' },
    { label: '满意率', rate: null, note: '0/0' },
  ],
  columns: [{ title: '按月', legend: ['登记', '办结'], bars: [{ label: '11 月', whole: 12, part: 5 }] }],
  foot: '数字按登记时间统计',
};
const charts = createCharts();

describe('a chart', () => {
  it('is a PNG of 1200 pixels that grows with what it shows', async () => {
    const [small, large] = [
      sizeOf(await charts.draw({ ...chart, columns: [] })),
      sizeOf(await charts.draw({ ...chart, columns: [...chart.columns, ...chart.columns] })),
    ];

    expect(small.width).toBe(1200);
    expect(large.width).toBe(1200);
    expect(large.height - small.height).toBe(2 * 340);
  });

  it('shows Chinese characters, not boxes: each label looks different, and a missing one would look like another', async () => {
    const label = async (text: string) => Buffer.from(await charts.draw({ ...chart, title: text })).toString('base64');

    expect(await label('办')).not.toBe(await label('结'));
    expect(await label('纠纷调解')).not.toBe(await label('纠纷調解'));
    // Characters that the font has not got all look the same: this is how a box would be noticed.
    expect(await label('\uE001')).toBe(await label('\uE002'));
    expect(await label('办')).not.toBe(await label('\uE001'));
  });

  it('draws half a bar for a half, and none where there is nothing to tell', () => {
    const bars = (rate: number | null): (string | undefined)[] =>
      [
        ...chartSvg({ ...chart, rates: [{ label: '率', rate, note: '' }], columns: [] }).matchAll(
          /width="(\d+)" height="30"/gu,
        ),
      ].map(([, width]) => width);

    expect(bars(0.5)).toEqual(['620', '310']);
    expect(bars(1.7)).toEqual(['620', '620']);
    expect(bars(0)).toEqual(['620']);
    expect(bars(null)).toEqual(['620']);
  });

  it('is not broken by what people are called', async () => {
    const label = '<b>&"\'\u0000湘菜\n商会';

    expect(sizeOf(await charts.draw({ ...chart, title: label, foot: label })).width).toBe(1200);
  });
});

function sizeOf(png: Uint8Array): { width: number; height: number } {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
