import { DownloadOutlined, ImportOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Grid, Select, Skeleton, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { useUser } from '../../shell/session.tsx';
import { useImported } from '../../shell/use-imported.ts';
import { AddCase } from './add-case.tsx';
import { ByHand } from './by-hand.tsx';
import { CaseCards } from './case-cards.tsx';
import { CaseTabs } from './case-tabs.tsx';
import './cases.css';
import { columns, usualColumns } from './columns.tsx';
import { ExportCases } from './export-cases.tsx';
import { countFilters, type Filter, keepList, readFilter, writeFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { ImportCases } from './import-cases.tsx';
import { ColumnChoice, ViewChoice } from './view-choice.tsx';
import { useColumns } from './views.ts';
import type { Listed } from './words.tsx';

const orders = [
  { value: 'createdAt/desc', label: '最近登记在前' },
  { value: 'createdAt/asc', label: '最早登记在前' },
  { value: 'dueAt/asc', label: '期限近的在前' },
  { value: 'updatedAt/desc', label: '最近变动在前' },
];
const limit = 50;

/** The register of cases: found, narrowed, ordered, taken along as a file. */
export function Register() {
  const [params, setParams] = useSearchParams();
  const { name } = useUser();
  const navigate = useNavigate();
  const filter = readFilter(params);
  const places = params.get('at')?.split(',') ?? [];
  const choices = useRoute('listCaseChoices');
  const first = useRoute('listCases', { query: { ...filter, limit } }, { keep: true, every: 30_000 });
  const after = places.at(-1);
  const here = useRoute('listCases', { query: { ...filter, limit, after } }, { keep: true, every: 30_000 });
  const [shown, setShown] = useColumns(name, usualColumns);
  const [adding, setAdding] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [importing, setImporting] = useState(false);
  useImported('cases/import', ['listCases']);
  useEffect(() => keepList(params.toString()), [params]);
  const change = (next: Filter): void => setParams(writeFilter(next), { replace: true });
  const turn = (at: readonly string[]): void => {
    const next = writeFilter(filter);
    if (at.length > 0) next.set('at', at.join(','));
    setParams(next);
  };
  const total = first.data?.total ?? null;
  return (
    <>
      <PageHead
        title="诉求"
        about={total === null ? '正在数…' : totalInWords(total, countFilters(filter) > 0)}
        actions={
          <>
            <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
              导入
            </Button>
            <Button
              icon={<PrinterOutlined />}
              onClick={() => void navigate(`/cases/print?${writeFilter(filter).toString()}`)}
            >
              打印
            </Button>
            <Button icon={<DownloadOutlined />} onClick={() => setExporting(true)}>
              导出
            </Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              登记一件
            </Button>
          </>
        }
      />
      <CaseTabs at="register" />
      <ByHand />
      <FilterBar filter={filter} choices={choices.data} change={change} />
      <Flex wrap gap="small" justify="space-between" className="case-look">
        <ViewChoice
          user={name}
          query={writeFilter(filter).toString()}
          columns={shown}
          open={({ query, columns }) => {
            setShown(columns);
            setParams(new URLSearchParams(query));
          }}
        />
        <Flex gap="small">
          <Select
            aria-label="排序"
            popupMatchSelectWidth={false}
            value={`${filter.by ?? 'createdAt'}/${filter.order ?? 'desc'}`}
            onChange={(chosen) => change(orderedBy(filter, chosen))}
            options={orders}
          />
          <ColumnChoice shown={shown} choose={setShown} />
        </Flex>
      </Flex>
      <ReadState of={here} rows={10}>
        {({ cases, next }) => (
          <>
            <Cases cases={cases} shown={shown} filter={filter} change={change} narrowed={countFilters(filter) > 0} />
            <Pager places={places} next={next} go={turn}>
              {(places.length > 0 || next !== null) && `第 ${places.length + 1} 页`}
            </Pager>
          </>
        )}
      </ReadState>
      <AddCase open={adding} close={() => setAdding(false)} kinds={choices.data?.kinds ?? []} />
      <ExportCases open={exporting} close={() => setExporting(false)} filter={filter} total={total} />
      {importing && <ImportCases close={() => setImporting(false)} />}
    </>
  );
}

type Shown = {
  cases: Listed[];
  shown: readonly string[];
  filter: Filter;
  change: (filter: Filter) => void;
  narrowed: boolean;
};

function Cases({ cases, shown, filter, change, narrowed }: Shown) {
  const screens = Grid.useBreakpoint();
  const navigate = useNavigate();
  if (cases.length === 0) return <Nothing narrowed={narrowed} clear={() => change({})} />;
  if (screens.md === undefined) return <Skeleton active />;
  if (!screens.md) return <CaseCards cases={cases} />;
  const by = filter.by ?? 'createdAt';
  const way = (filter.order ?? 'desc') === 'desc' ? 'descend' : 'ascend';
  const chosen = columns.filter(({ key }) => key === 'no' || shown.includes(key));
  return (
    <DataTable<Listed>
      label="诉求台账"
      rowKey="no"
      className="case-table"
      dataSource={cases}
      showSorterTooltip={false}
      scroll={{ x: chosen.reduce((sum, { width }) => sum + Number(width ?? 120), 0) }}
      columns={chosen.map((one) => (one.sorter === true ? { ...one, sortOrder: one.key === by ? way : null } : one))}
      onRow={({ no }) => ({ onClick: (event) => openRow(event.target, () => void navigate(`/cases/${no}`)) })}
      onChange={(_, __, sorted) => {
        const { columnKey } = Array.isArray(sorted) ? { columnKey: undefined } : sorted;
        const same = columnKey === by;
        change(orderedBy(filter, `${String(columnKey)}/${same && way === 'descend' ? 'asc' : 'desc'}`));
      }}
    />
  );
}

/** A click on a link is the link's, and whoever selects a piece of text wants to copy it. */
function openRow(target: EventTarget, open: () => void): void {
  if (target instanceof Element && target.closest('a') !== null) return;
  if (getSelection()?.isCollapsed !== false) open();
}

function orderedBy(filter: Filter, chosen: string): Filter {
  const [by, order] = chosen.split('/');
  if (by !== 'createdAt' && by !== 'dueAt' && by !== 'updatedAt') return filter;
  return { ...filter, by, order: order === 'asc' ? 'asc' : 'desc' };
}

function Nothing({ narrowed, clear }: { narrowed: boolean; clear: () => void }) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      className="case-none"
      description={
        narrowed ? (
          '没有符合条件的诉求。'
        ) : (
          <Typography.Text type="secondary">
            还没有诉求。会员在群里或私聊里说“建议：……”，机器人就会登记；来电来访的，点“登记一件”。
          </Typography.Text>
        )
      }
    >
      {narrowed && <Button onClick={clear}>看全部</Button>}
    </Empty>
  );
}

function totalInWords(total: number, narrowed: boolean): string {
  const many = total >= 10_000 ? '10000 件以上' : `${total} 件`;
  return narrowed ? `符合条件的 ${many}` : `共 ${many}`;
}
