import { formatInstant } from '../../base/calendar.ts';
import type { Case } from '../../domain/case.ts';
import type { Table } from '../../ports/exporter.ts';
import { kindName, statusNames } from './labels.ts';

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
] as const;

/** The register of cases, as staff and inspections read it; times in `timeZone`. */
export function ledgerOf(
  cases: readonly Case[],
  of: { titleOf: (conversationId: string) => string; timeZone: string },
): Table {
  return { title: '诉求台账', columns, rows: rowsOf(cases, of) };
}

function* rowsOf(cases: readonly Case[], of: Parameters<typeof ledgerOf>[1]): Generator<string[]> {
  for (const one of cases) {
    yield [
      one.no,
      kindName(one.kind),
      statusNames[one.status],
      one.organization ?? '',
      one.contact ?? '',
      one.phone ?? '',
      one.category ?? '',
      one.content,
      one.expectation ?? '',
      one.conversationId === null ? '' : of.titleOf(one.conversationId),
      one.memberName ?? '',
      formatInstant(one.createdAt, of.timeZone),
    ];
  }
}
