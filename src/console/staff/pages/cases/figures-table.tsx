import { DataTable } from '../../shell/data-table.tsx';
import { type NamedFigures, rateNames, rates } from './chart-options.ts';

const shownAtOnce = 12;

/** The same figures for each kind, organization or month. */
export function FiguresTable({ label, what, rows }: { label: string; what: string; rows: readonly NamedFigures[] }) {
  return (
    <DataTable<NamedFigures>
      label={label}
      size="small"
      rowKey="name"
      className="figures"
      dataSource={[...rows]}
      scroll={{ x: 860 }}
      pagination={rows.length <= shownAtOnce ? false : { pageSize: shownAtOnce, showSizeChanger: false }}
      columns={[
        { title: what, dataIndex: 'name', fixed: 'left', width: 160 },
        { title: '登记', dataIndex: 'total', align: 'right', width: 72 },
        { title: '应办', dataIndex: 'handled', align: 'right', width: 72 },
        { title: '在办', dataIndex: 'open', align: 'right', width: 72 },
        { title: '过期', dataIndex: 'overdue', align: 'right', width: 72 },
        ...rates.map((name) => ({
          title: rateNames[name],
          key: name,
          align: 'right' as const,
          width: 104,
          render: (_: unknown, one: NamedFigures) => percentOf(one[name].rate),
        })),
        {
          title: '中位天数',
          dataIndex: 'medianDays',
          align: 'right',
          width: 88,
          render: (days: number | null) => days ?? '—',
        },
      ]}
    />
  );
}

function percentOf(rate: number | null): string {
  return rate === null ? '—' : `${(rate * 100).toFixed(1)}%`;
}
