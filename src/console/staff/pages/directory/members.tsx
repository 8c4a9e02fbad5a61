import { Empty, Flex, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { channelName } from '../../../../domain/platform.ts';
import { GroupSelect } from '../../shell/group-select.tsx';
import { usePlaces } from '../../shell/use-places.ts';
import { roleNames } from '../../shell/role-names.ts';
import { showTime } from '../../shell/time.ts';
import { pageSize, rangeInWords } from './range.ts';
import { SearchBox } from './search-box.tsx';
import { useFilter } from './use-filter.ts';

type Member = Answer<'listMembers'>['members'][number];

/** Who spoke, in one group or anywhere, and who they are known to be. */
export function Members() {
  const { filter, set } = useFilter(['search', 'group']);
  const { after, places, go } = usePlaces(filter);
  const reading = useRoute('listMembers', { query: { ...filter, after, limit: pageSize } }, { keep: true });
  return (
    <>
      <Flex wrap gap="small" className="filters">
        <SearchBox label="搜名字" value={filter.search} onSearch={(search) => set({ search })} />
        <GroupSelect none="所有的群" value={filter.group} onChange={(group) => set({ group })} />
      </Flex>
      <ReadState of={reading} rows={8}>
        {({ members, next }) => (
          <>
            <DataTable<Member>
              rowKey="id"
              label="发过言的人"
              scroll={{}}
              loading={reading.isPlaceholderData}
              dataSource={members}
              columns={columns}
              locale={{
                emptyText: (
                  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有人发过言，或没有符合条件的人。" />
                ),
              }}
            />
            <Pager places={places} next={next} go={go}>
              {(places.length > 0 || next !== null) &&
                rangeInWords({ before: places.length, shown: members.length, total: null })}
            </Pager>
          </>
        )}
      </ReadState>
    </>
  );
}

const columns = [
  {
    title: '名字',
    key: 'name',
    render: (_: unknown, { name, channel }: Member) => (
      <>
        <Typography.Text strong>{name}</Typography.Text>
        <Typography.Text type="secondary" className="cell-under">
          {channelName(channel)}
        </Typography.Text>
      </>
    ),
  },
  {
    title: '是谁',
    key: 'who',
    render: (_: unknown, { account, people }: Member) => <Known account={account} people={people} />,
  },
  {
    title: '最近发言',
    key: 'spoke',
    width: 150,
    responsive: ['md' as const],
    render: (_: unknown, { spokeAt }: Member) => <span className="figures">{showTime(spokeAt)}</span>,
  },
];

function Known({ account, people }: Pick<Member, 'account' | 'people'>) {
  if (account === null && people.length === 0) return <Typography.Text type="secondary">没有绑定</Typography.Text>;
  return (
    <Flex wrap gap={4}>
      {account !== null && (
        <Tag color="green">
          账号 {account.name}（{roleNames[account.role]}）
        </Tag>
      )}
      {people.map(({ id, name }) => (
        <Tag key={id}>
          <Link to={`/directory/people?search=${encodeURIComponent(name)}`}>通讯录：{name}</Link>
        </Tag>
      ))}
    </Flex>
  );
}
