import type { Table } from '../../ports/exporter.ts';
import type { RowOutcome } from './import-plan.ts';
import type { ImportReport } from './people-import.ts';

/** What became of a row, for people. */
export const outcomeNames = {
  added: '新增',
  changed: '有改动',
  same: '没变',
  refused: '没有导入',
} as const satisfies Record<RowOutcome, string>;

/** What became of each row, to be kept beside the list. */
export function reportTable({ rows, notes }: ImportReport): Table {
  const told = rows.map(({ sheet, row, outcome, organization, name, detail }) => [
    sheet ?? '',
    String(row),
    outcomeNames[outcome],
    organization ?? '',
    name ?? '',
    detail ?? '',
  ]);
  return {
    title: '导入结果',
    columns: [
      { header: '表', width: 14 },
      { header: '行', width: 8 },
      { header: '结果', width: 12 },
      { header: '组织', width: 28 },
      { header: '姓名', width: 14 },
      { header: '说明', width: 60 },
    ],
    rows: [...told, ...notes.map((note) => ['', '', '', '', '', note])],
  };
}
