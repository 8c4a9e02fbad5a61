import { formatInstant } from '../../base/calendar.ts';
import type { ReceiptKind, ReportedKind } from '../../domain/receipt.ts';
import type { Table } from '../../ports/exporter.ts';
import { isMissing, type Roll, type RollRow } from './roll.ts';
import type { BroadcastRoll } from './roll-desk.ts';
import { stateNames } from './state-names.ts';
import { wayNames } from './way-names.ts';

/** How many of a group, or of all of them. `others`: who answered and stood on no list. */
export type RollCounts = { expected: number; acknowledged: number; late: number; missing: number; others: number };

/** What nothing is known of, which is not the same as none. */
export const notTold = '—';

const columns = [
  { header: '群', width: 24 },
  { header: '姓名', width: 16 },
  { header: '职务', width: 14 },
  { header: '送达', width: 18 },
  { header: '看过', width: 18 },
  { header: '确认收到', width: 18 },
  { header: '方式', width: 10 },
  { header: '情况', width: 12 },
  { header: '备注', width: 32 },
] as const;

const summaryColumns = [
  { header: '群', width: 24 },
  { header: '投递', width: 12 },
  { header: '应确认', width: 10 },
  { header: '已确认', width: 10 },
  { header: '其中迟到', width: 10 },
  { header: '未确认', width: 10 },
  { header: '名单外确认', width: 12 },
  { header: '送达', width: 10 },
  { header: '看过', width: 10 },
] as const;

/** One row a person and group, and a sheet with one row a group. */
export function rollTable({ rolls }: BroadcastRoll, timeZone: string): Table {
  return {
    title: '收到名单',
    columns,
    rows: rolls.flatMap((roll) => roll.rows.map((row) => rowOf(roll, row, timeZone))),
    sheets: [{ title: '汇总', columns: summaryColumns, rows: [...rolls.map(summaryOf), totalOf(rolls)] }],
  };
}

function rowOf({ group, tells }: Roll, row: RollRow, timeZone: string): string[] {
  const timeOf = (kind: ReceiptKind): string => (row[kind] === null ? '' : formatInstant(row[kind], timeZone));
  const told = (kind: ReportedKind): string => (row[kind] === null && !tells.includes(kind) ? notTold : timeOf(kind));
  const times = [told('delivered'), told('read'), timeOf('acknowledged')];
  const way = row.way === null ? '' : wayNames[row.way];
  return [group, row.name, row.post ?? '', ...times, way, standingOf(row), row.remark ?? ''];
}

export function standingOf(row: RollRow): string {
  if (row.acknowledged === null) return row.expected ? '未确认' : '';
  return row.late ? '迟到' : '已确认';
}

export function countRoll({ rows }: Pick<Roll, 'rows'>): RollCounts {
  const listed = rows.filter(({ expected }) => expected);
  const answered = rows.filter(({ acknowledged }) => acknowledged !== null);
  return {
    expected: listed.length,
    acknowledged: answered.filter(({ expected }) => expected).length,
    late: answered.filter(({ late }) => late).length,
    missing: rows.filter(isMissing).length,
    others: answered.filter(({ expected }) => !expected).length,
  };
}

function summaryOf(roll: Roll): string[] {
  const told = (kind: ReportedKind): string =>
    roll.tells.includes(kind) ? String(roll.rows.filter((row) => row[kind] !== null).length) : notTold;
  return [roll.group, stateNames[roll.state], ...cellsOf(countRoll(roll)), told('delivered'), told('read')];
}

function totalOf(rolls: readonly Roll[]): string[] {
  return ['合计', '', ...cellsOf(countRoll({ rows: rolls.flatMap(({ rows }) => rows) })), '', ''];
}

function cellsOf({ expected, acknowledged, late, missing, others }: RollCounts): string[] {
  return [expected, acknowledged, late, missing, others].map(String);
}
