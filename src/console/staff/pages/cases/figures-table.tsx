import { Grid } from 'antd';
import { useState } from 'react';
import { DataTable } from '../../shell/data-table.tsx';
import { Pager } from '../../shell/pager.tsx';
import { RowList } from '../../shell/row-list.tsx';
import { type NamedFigures, rateNames, rates } from './chart-options.ts';

const shownAtOnce = 12;

type Figures = { label: string; what: string; rows: readonly NamedFigures[] };

/** The same figures for each kind, organization or month; under each other where a table would be cut off. */
export function FiguresTable({ label, what, rows }: Figures) {
  const { md = true } = Grid.useBreakpoint();
  if (!md) return <FiguresList label={label} rows={rows} />;
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

function FiguresList({ label, rows }: Pick<Figures, 'label' | 'rows'>) {
  const [places, go] = useState<readonly string[]>([]);
  const from = Number(places.at(-1) ?? 0);
  const end = from + shownAtOnce;
  const shown = rows.slice(from, end).map((one) => ({ key: one.name, title: one.name, body: <InLines of={one} /> }));
  return (
    <>
      <RowList label={label} empty={null} rows={shown} />
      <Pager places={places} next={end < rows.length ? String(end) : null} go={go} />
    </>
  );
}

function InLines({ of: one }: { of: NamedFigures }) {
  return (
    <div className="quiet figures">
      <div>
        登记 {one.total}，应办 {one.handled}，在办 {one.open}，过期 {one.overdue}
      </div>
      <div>{rates.map((name) => `${rateNames[name]} ${percentOf(one[name].rate)}`).join('，')}</div>
      {one.medianDays !== null && <div>办结中位 {one.medianDays} 天</div>}
    </div>
  );
}

function percentOf(rate: number | null): string {
  return rate === null ? '—' : `${(rate * 100).toFixed(1)}%`;
}
