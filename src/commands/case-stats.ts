import type { Command } from 'commander';
import type { CaseFigures } from '../domain/case-statistics.ts';
import type { CaseStatistics } from '../features/reception/case-statistics.ts';
import {
  daysInWords,
  rateNames,
  rates,
  shareInWords,
  statisticsInWords,
} from '../features/reception/statistics-chart.ts';
import { type QueryOptions, toQuery, withQuery } from './case-query.ts';
import type { Context } from './context.ts';
import { formatTable } from './output.ts';

type StatsOptions = QueryOptions & { organization?: string };

const shownOrganizations = 20;

const definitions = `
都按登记时间统计，只数这段时间里登记的；撤回、并入别件、不予受理的不算“应办”：
  交办率      交办过的 ÷ 应办
  按时答复率  期限前有了办理结果或不予受理理由的 ÷ 有期限、且已答复或已逾期的（没到期又没答复的不算）
  办结率      已办结、已反馈的 ÷ 应办（重新办理的算在办）
  满意率      满意和基本满意的 ÷ 作了评价的
  中位天数    办结的从登记到办结，天数的中位数`;

/** `cases stats`. */
export function addStats(cases: Command, { open, output }: Context): void {
  withQuery(cases.command('stats').description('统计：交办率、按时答复率、办结率、满意率，按类别、单位、月份'))
    .option('--organization <name>', '单位名称里的字')
    .option('--json', '输出 JSON')
    .addHelpText('after', definitions)
    .action(async (options: StatsOptions) => {
      const counted = await (
        await open()
      ).ledgers.countCases({
        ...toQuery(options),
        organization: options.organization ?? null,
      });
      if (options.json) output.json(counted);
      else output.line(inWords(counted));
    });
}

function inWords(counted: CaseStatistics): string {
  const { kinds, organizations, months } = counted;
  const tables = [
    tableOf('类别', kinds),
    tableOf(
      '单位',
      organizations.slice(0, shownOrganizations).map((one) => ({ ...one, name: one.organization ?? '未写单位' })),
    ),
    tableOf(
      '月份',
      months.map((one) => ({ ...one, name: one.month })),
    ),
  ];
  const more = organizations.length - shownOrganizations;
  return [statisticsInWords(counted), ...tables, ...(more > 0 ? [`还有 ${more} 个单位，用 --json 看。`] : [])].join(
    '\n\n',
  );
}

function tableOf(what: string, rows: readonly (CaseFigures & { name: string })[]): string {
  const header = [what, '登记', '应办', '在办', '逾期', ...rates.map((name) => rateNames[name]), '中位天数'];
  return formatTable(
    header,
    rows.map((one) => [
      one.name,
      ...[one.total, one.handled, one.open, one.overdue].map(String),
      ...rates.map((name) => shareInWords(one[name])),
      daysInWords(one),
    ]),
  );
}
