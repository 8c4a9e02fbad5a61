import { FilterOutlined } from '@ant-design/icons';
import { Button, Flex, Grid, Input, Segmented, Select, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { caseSources, caseStatuses } from '../../../../domain/case.ts';
import { sourceNames, statusNames } from '../../../../features/reception/labels.ts';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { DaysPicker } from '../../shell/text-pickers.tsx';
import { countFilters, type Filter } from './filter.ts';

type Change = (changed: Filter) => void;

const quick: Record<string, { label: string; filter: Filter }> = {
  all: { label: '全部', filter: {} },
  open: { label: '没办完', filter: { state: 'open' } },
  new: { label: '待受理', filter: { status: 'registered' } },
  overdue: { label: '已过期', filter: { state: 'overdue' } },
  mine: { label: '我承办的', filter: { mine: 'true', state: 'open' } },
  superior: { label: '督办', filter: { source: 'superior' } },
};

/** What the list is narrowed by: first what people want daily, then the rest. */
export function FilterBar({
  filter,
  choices,
  change,
}: {
  filter: Filter;
  choices: Answer<'listCaseChoices'> | undefined;
  change: Change;
}) {
  const narrow = Grid.useBreakpoint().md === false;
  const [open, setOpen] = useState(false);
  return (
    <Flex vertical gap={12} className="case-filters" component="search">
      <Flex wrap gap="small" align="center">
        <Search value={filter.search ?? ''} change={(search) => change({ ...filter, search })} />
        <div className="case-quick">
          <Segmented
            aria-label="快速筛选"
            value={quickOf(filter)}
            onChange={(key) => change({ ...keepOf(filter), ...quick[key]?.filter })}
            options={Object.entries(quick).map(([value, { label }]) => ({ value, label }))}
          />
        </div>
      </Flex>
      {filter.organizationId !== undefined && (
        <Within id={filter.organizationId} leave={() => change({ ...filter, organizationId: undefined })} />
      )}
      {narrow && (
        <Button icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {countFilters(filter) === 0 ? '更多筛选' : `更多筛选（已用 ${countFilters(filter)} 个）`}
        </Button>
      )}
      <Flex wrap gap="small" className="case-selects" hidden={narrow && !open}>
        <Select
          aria-label="类别"
          placeholder="类别"
          allowClear
          value={filter.kind}
          onChange={(kind) => change({ ...filter, kind })}
          options={choices?.kinds.map(({ kind, name }) => ({ value: kind, label: name })) ?? []}
        />
        <Select
          aria-label="状态"
          placeholder="状态"
          allowClear
          value={filter.status}
          onChange={(status) => change({ ...filter, status })}
          options={optionsOf(caseStatuses, statusNames)}
        />
        <Select
          aria-label="来源"
          placeholder="来源"
          allowClear
          value={filter.source}
          onChange={(source) => change({ ...filter, source })}
          options={optionsOf(caseSources, sourceNames)}
        />
        <Select
          aria-label="接待日"
          placeholder="接待日"
          allowClear
          popupMatchSelectWidth={false}
          value={filter.day}
          onChange={(day) => change({ ...filter, day })}
          options={choices?.days.map(({ id, date, host }) => ({ value: id, label: `${date} ${host}` })) ?? []}
          notFoundContent="还没有接待日"
        />
        <Organization
          value={filter.organization ?? ''}
          change={(organization) => change({ ...filter, organization })}
        />
        <DaysPicker
          aria-label="登记日期"
          placeholder={['登记从', '到']}
          from={filter.from}
          to={filter.to}
          onChange={(days) => change({ ...filter, ...days })}
        />
      </Flex>
    </Flex>
  );
}

/** Come from the page of an organization: its name, and a way back to all. */
function Within({ id, leave }: { id: string; leave: () => void }) {
  const { data } = useRoute('listOrganizations');
  const name = data?.organizations.find((one) => one.id === id)?.name ?? id;
  return (
    <span>
      <Tag closable={{ 'aria-label': `不再只看${name}` }} onClose={leave}>
        归到“{name}”的
      </Tag>
    </span>
  );
}

/** Looked for when it is said so, not at every key. */
function Search({ value, change }: { value: string; change: (value: string | undefined) => void }) {
  const [written, setWritten] = useState(value);
  useEffect(() => setWritten(value), [value]);
  return (
    <Input.Search
      className="case-search"
      placeholder="编号、单位、内容，或完整的电话"
      aria-label="搜索诉求"
      allowClear
      value={written}
      onChange={(event) => setWritten(event.target.value)}
      onSearch={(search) => change(search.trim() || undefined)}
    />
  );
}

function Organization({ value, change }: { value: string; change: (value: string | undefined) => void }) {
  const [written, setWritten] = useState(value);
  useEffect(() => setWritten(value), [value]);
  const tell = (): void => {
    if (written.trim() !== value) change(written.trim() || undefined);
  };
  return (
    <Input
      aria-label="单位"
      placeholder="单位"
      allowClear
      value={written}
      onChange={(event) => {
        setWritten(event.target.value);
        if (event.target.value === '') change(undefined);
      }}
      onPressEnter={tell}
      onBlur={tell}
    />
  );
}

function optionsOf<W extends string>(all: readonly W[], names: Record<W, string>): { value: W; label: string }[] {
  return all.map((value) => ({ value, label: names[value] }));
}

/** What a quick choice sets anew; the rest stays. */
function keepOf({ search, kind, day, organization, organizationId, from, to, by, order }: Filter): Filter {
  return { search, kind, day, organization, organizationId, from, to, by, order };
}

function quickOf({ state, status, mine, source }: Filter): string {
  const key = JSON.stringify([state ?? null, status ?? null, mine ?? null, source ?? null]);
  const found = Object.entries(quick).find(
    ([, { filter: one }]) =>
      JSON.stringify([one.state ?? null, one.status ?? null, one.mine ?? null, one.source ?? null]) === key,
  );
  return found?.[0] ?? '';
}
