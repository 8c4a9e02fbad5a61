import { PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { type GroupState, groupStates, noOrganization } from '../../../../domain/group-filter.ts';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { channelName } from '../../../../domain/platform.ts';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { usePlaces } from '../../shell/use-places.ts';
import { showTime } from '../../shell/time.ts';
import { AddGroup } from './add-group.tsx';
import { ChosenGroups } from './chosen-groups.tsx';
import type { Group } from './group.ts';
import { GroupDrawer } from './group-drawer.tsx';
import { useMayChange } from './may-change.ts';
import { stateColours, stateNames } from './names.ts';
import { OrganizationSelect } from './organization-select.tsx';
import { pageSize, rangeInWords } from './range.ts';
import { SearchBox } from './search-box.tsx';
import { useFilter } from './use-filter.ts';

const filters = ['search', 'tag', 'state', 'channel', 'organization'] as const;

/** All groups of all channels: found, looked at, changed one by one or many at once. */
export function Groups() {
  const { filter: written, set, isEmpty } = useFilter([...filters, 'group']);
  const { group: shown, ...words } = written;
  const filter = { ...words, state: stateIn(words.state) };
  const { after, places, go } = usePlaces(filter);
  const reading = useRoute('listGroups', { query: { ...filter, after, limit: pageSize } }, { keep: true });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [adding, setAdding] = useState(false);
  const mayChange = useMayChange();

  return (
    <>
      <Flex wrap justify="space-between" gap="small" className="filters">
        <Flex wrap gap="small">
          <SearchBox label="搜群名" value={filter.search} onSearch={(search) => set({ search })} />
          <TagSelect value={filter.tag} onChange={(tag) => set({ tag })} />
          <Select
            className="filter-choice"
            allowClear
            aria-label="状态"
            placeholder="状态"
            value={filter.state ?? null}
            options={groupStates.map((value) => ({ value, label: stateNames[value] }))}
            onChange={(state) => set({ state })}
          />
          <ChannelSelect value={filter.channel} onChange={(channel) => set({ channel })} />
          <OrganizationSelect
            className="filter-tree"
            aria-label="组织"
            placeholder="组织（含下级）"
            first={[{ value: noOrganization, title: '没有归到组织的' }]}
            value={filter.organization ?? null}
            onChange={(organization) => set({ organization })}
          />
        </Flex>
        {mayChange && (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            登记手工群
          </Button>
        )}
      </Flex>
      <ReadState of={reading} rows={8}>
        {({ groups, total, next }) => (
          <>
            <DataTable<Group>
              rowKey="id"
              label="工作群"
              scroll={{}}
              loading={reading.isPlaceholderData}
              dataSource={groups}
              columns={columnsOf((id) => set({ group: id }))}
              locale={{ emptyText: <NoGroups filtered={!isEmpty} clear={() => set(noFilter)} /> }}
              {...(mayChange
                ? {
                    rowSelection: {
                      selectedRowKeys: [...chosen],
                      preserveSelectedRowKeys: true,
                      onChange: (keys) => setChosen(keys.map(String)),
                      getCheckboxProps: ({ title }) => ({ 'aria-label': `选中 ${title}` }),
                    },
                  }
                : {})}
            />
            <Pager places={places} next={next} go={go}>
              {(places.length > 0 || next !== null) &&
                rangeInWords({ before: places.length, shown: groups.length, total })}
            </Pager>
            <ChosenGroups chosen={chosen} filter={filter} total={total} choose={setChosen} />
          </>
        )}
      </ReadState>
      <GroupDrawer id={shown ?? null} close={() => set({ group: null })} />
      <AddGroup open={adding} close={() => setAdding(false)} added={(id) => set({ group: id })} />
    </>
  );
}

const noFilter = { search: null, tag: null, state: null, channel: null, organization: null };

function stateIn(written: string | undefined): GroupState | undefined {
  return groupStates.find((one) => one === written);
}

function columnsOf(open: (id: string) => void) {
  return [
    {
      title: '群',
      key: 'title',
      render: (_: unknown, group: Group) => (
        <>
          <Button type="link" className="cell-main" onClick={() => open(group.id)}>
            {group.title}
          </Button>
          <Typography.Text type="secondary" className="cell-under">
            {channelName(group.channel)}
            {group.invite ? ' · 要邀请码' : ''}
            {group.organization === null ? '' : ` · ${group.organization.name}`}
          </Typography.Text>
        </>
      ),
    },
    {
      title: '标签',
      key: 'tags',
      responsive: ['lg' as const],
      render: (_: unknown, { tags }: Group) => <Tags tags={tags} />,
    },
    {
      title: '状态',
      key: 'state',
      width: 100,
      render: (_: unknown, { state }: Group) => <Tag color={stateColours[state]}>{stateNames[state]}</Tag>,
    },
    {
      title: '本周',
      key: 'week',
      width: 90,
      align: 'right' as const,
      responsive: ['md' as const],
      render: (_: unknown, { week }: Group) => <span className="figures">{week} 条</span>,
    },
    {
      title: '最近有消息',
      key: 'last',
      width: 150,
      responsive: ['md' as const],
      render: (_: unknown, { lastMessageAt }: Group) => <span className="figures">{showTime(lastMessageAt)}</span>,
    },
  ];
}

export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <Flex wrap gap={4}>
      {tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </Flex>
  );
}

function TagSelect({ value, onChange }: { value: string | undefined; onChange: (tag: string | undefined) => void }) {
  const { data } = useRoute('listTags');
  return (
    <Select
      className="filter-choice"
      allowClear
      showSearch
      aria-label="标签"
      placeholder="标签"
      value={value ?? null}
      options={(data?.tags ?? []).map(({ name }) => ({ value: name, label: name }))}
      onChange={(tag) => onChange(tag ?? undefined)}
    />
  );
}

/** Where there are groups: an account of a platform is a channel of its own. */
function ChannelSelect({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { data } = useRoute('listGroupChannels');
  return (
    <Select
      className="filter-choice"
      allowClear
      popupMatchSelectWidth={false}
      aria-label="渠道"
      placeholder="渠道"
      value={value ?? null}
      options={(data?.channels ?? []).map(({ id, groups }) => ({
        value: id,
        label: `${channelName(id)}（${groups}）`,
      }))}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}

function NoGroups({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        filtered
          ? '没有符合条件的群。'
          : '还没有群。把机器人拉进群，在群里提到它，群就会出现在这里；放不了机器人的群可以登记为手工群。'
      }
    >
      {filtered && <Button onClick={clear}>清除条件</Button>}
    </Empty>
  );
}
