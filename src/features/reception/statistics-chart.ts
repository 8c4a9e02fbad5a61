import type { CaseFigures, Share } from '../../domain/case-statistics.ts';
import type { Chart, ChartBar } from '../../ports/charts.ts';
import type { CaseStatistics } from './case-statistics.ts';

/** The four rates, as they are called in lists and pictures. */
export const rateNames = {
  assigned: '交办率',
  onTime: '按时答复率',
  resolved: '办结率',
  pleased: '满意率',
} as const;

export const rates = [
  'assigned',
  'onTime',
  'resolved',
  'pleased',
] as const satisfies readonly (keyof typeof rateNames)[];

/** The figures as a picture for one page of a report or a chat. */
export function chartOf({ from, to, all, months, kinds, organizations }: CaseStatistics): Chart {
  return {
    title: '诉求办理情况',
    about: `${from} 至 ${to} 登记 ${all.total} 件，应办 ${all.handled} 件，办结用时中位数 ${daysInWords(all)}`,
    rates: rates.map((name) => ({ label: rateNames[name], rate: all[name].rate, note: partsInWords(all[name]) })),
    columns: [
      { title: '按月', legend: ['登记', '办结'], bars: months.slice(-12).map((one) => barOf(one.month, one)) },
      { title: '按类别', legend: ['登记', '办结'], bars: kinds.map((one) => barOf(one.name, one)) },
      {
        title: '按单位（件数最多的）',
        legend: ['登记', '办结'],
        bars: organizations.slice(0, 8).map((one) => barOf(one.organization ?? '未写单位', one)),
      },
    ],
    foot: '按登记时间统计；撤回、并入、不予受理的不算应办；按时答复率只算已答复和已逾期的。',
  };
}

/** A few lines for a chat. */
export function statisticsInWords({ from, to, all }: CaseStatistics): string {
  const told = rates.map((name) => `${rateNames[name]} ${shareInWords(all[name])}`);
  return [
    `诉求（${from} 至 ${to}）：登记 ${all.total} 件，应办 ${all.handled} 件，在办 ${all.open} 件，逾期 ${all.overdue} 件`,
    ...told,
    `办结用时中位数 ${daysInWords(all)}`,
  ].join('\n');
}

/** `81.8%（9/11）`. */
export function shareInWords(share: Share): string {
  return share.rate === null ? '—' : `${(share.rate * 100).toFixed(1)}%（${partsInWords(share)}）`;
}

export function daysInWords({ medianDays }: Pick<CaseFigures, 'medianDays'>): string {
  return medianDays === null ? '—' : `${medianDays} 天`;
}

function partsInWords({ count, of }: Share): string {
  return `${count}/${of}`;
}

function barOf(label: string, { total, resolved }: CaseFigures): ChartBar {
  return { label, whole: total, part: resolved.count };
}
