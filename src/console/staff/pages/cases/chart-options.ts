import type { Answer } from '../../api/call.ts';

type Figures = Answer<'countCases'>['all'];
export type NamedFigures = Figures & { name: string };

export const rates = ['assigned', 'onTime', 'resolved', 'pleased'] as const;
export const rateNames: Record<(typeof rates)[number], string> = {
  assigned: '交办率',
  onTime: '按时答复率',
  resolved: '办结率',
  pleased: '满意率',
};

/** Registered beside resolved. */
export function columnsOption(rows: readonly NamedFigures[]) {
  return {
    legend: { bottom: 0, data: ['登记', '办结'] },
    grid: { left: 8, right: 8, top: 16, bottom: 36, containLabel: true },
    tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const, confine: true },
    xAxis: {
      type: 'category' as const,
      data: rows.map(({ name }) => name),
      axisTick: { show: false },
      axisLabel: labelsOf(rows.length),
    },
    yAxis: { type: 'value' as const, minInterval: 1 },
    series: [
      { name: '登记', type: 'bar' as const, barMaxWidth: 28, data: rows.map(({ total }) => total) },
      { name: '办结', type: 'bar' as const, barMaxWidth: 28, data: rows.map(({ resolved }) => resolved.count) },
    ],
  };
}

const fewColumns = 6;

/** Few are all named, in lines where they are narrow; of many a chart leaves out what has no room. */
function labelsOf(columns: number): object {
  return columns > fewColumns ? {} : { interval: 0, width: 50, overflow: 'break' };
}
