import { dayOf, formatRecorded } from '../../base/calendar.ts';
import { type CaseStep, satisfactionNames } from '../../domain/case.ts';
import type { KindNames } from '../../domain/form.ts';
import type { Rows, Table } from '../../ports/exporter.ts';
import type { ToldCase } from './case-pages.ts';
import { kindName, sourceNames, statusNames } from './labels.ts';
import { maskPersonal } from './mask-personal.ts';

const columns = [
  { header: '编号', width: 12 },
  { header: '类别', width: 14 },
  { header: '状态', width: 10 },
  { header: '单位', width: 28 },
  { header: '联系人', width: 12 },
  { header: '电话', width: 18 },
  { header: '分类', width: 12 },
  { header: '内容', width: 60 },
  { header: '期望', width: 36 },
  { header: '来源群', width: 22 },
  { header: '提交人', width: 14 },
  { header: '登记时间', width: 18 },
  { header: '邮箱', width: 24 },
  { header: '来源', width: 10 },
  { header: '办理期限', width: 12 },
  { header: '办结时间', width: 18 },
  { header: '办理结果', width: 40 },
  { header: '满意度', width: 10 },
] as const;

/** A page across has room for these. */
const onPaper: readonly string[] = '编号 类别 状态 单位 联系人 电话 内容 登记时间 办理期限 办理结果 满意度'.split(' ');

export type LedgerOf = {
  titleOf: (conversationId: string) => string;
  timeZone: string;
  kinds: KindNames;
  /** Names and numbers of people are shortened beyond use. */
  masked: boolean;
};

/** The register of cases, as staff and inspections read it; times in `timeZone`. */
export function ledgerOf(cases: AsyncIterable<ToldCase>, of: LedgerOf): Table {
  return { title: '诉求台账', columns, rows: rowsOf(cases, of) };
}

/** The same with the columns that a page has room for. */
export function paperLedgerOf(cases: AsyncIterable<ToldCase>, of: LedgerOf): Pick<Table, 'columns' | 'rows'> {
  const kept = columns.flatMap(({ header }, at) => (onPaper.includes(header) ? [at] : []));
  return {
    columns: columns.filter(({ header }) => onPaper.includes(header)),
    rows: pick(rowsOf(cases, of), kept),
  };
}

async function* pick(rows: Rows<readonly string[]>, kept: readonly number[]): AsyncGenerator<string[]> {
  for await (const row of rows) yield kept.map((at) => row[at] ?? '');
}

async function* rowsOf(cases: AsyncIterable<ToldCase>, of: LedgerOf): AsyncGenerator<string[]> {
  for await (const told of cases) yield rowOf(of.masked ? maskPersonal(told) : told, of);
}

function rowOf({ one, steps }: ToldCase, { titleOf, timeZone, kinds }: LedgerOf): string[] {
  return [
    one.no,
    kindName(one.kind, kinds),
    statusNames[one.status],
    one.organization ?? '',
    one.contact ?? '',
    one.phone ?? '',
    one.category ?? '',
    one.content,
    one.expectation ?? '',
    one.conversationId === null ? '' : titleOf(one.conversationId),
    one.memberName ?? '',
    formatRecorded(one.createdAt, timeZone),
    one.email ?? '',
    sourceNames[one.source],
    one.dueAt === null ? '' : dayOf(one.dueAt, timeZone),
    one.endedAt === null ? '' : formatRecorded(one.endedAt, timeZone),
    resultOf(steps),
    one.satisfaction === null ? '' : satisfactionNames[one.satisfaction],
  ];
}

/** What came of it: what was said last when it was resolved or declined. */
function resultOf(steps: readonly CaseStep[]): string {
  return steps.findLast(({ action }) => action === 'resolve' || action === 'decline')?.note ?? '';
}
