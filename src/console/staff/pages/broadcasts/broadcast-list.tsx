import { Card, Empty, Flex, Grid, Tag, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { LineList } from '../../shell/line-list.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { now, showTime } from '../../shell/time.ts';
import { CountsBar, isMoving } from './counts.tsx';

export type Listed = Answer<'listBroadcasts'>['broadcasts'][number];

/** Page by page; what moves is asked for again while it does. */
export function BroadcastList() {
  const [places, setPlaces] = useState<readonly string[]>([]);
  const after = places.at(-1);
  const reading = useRoute(
    'listBroadcasts',
    { query: { limit: 20, ...(after === undefined ? {} : { after }) } },
    { every: 5_000, keep: true },
  );
  return (
    <ReadState of={reading}>
      {({ broadcasts, next }) => (
        <>
          <BroadcastTable broadcasts={broadcasts} />
          <Pager places={places} next={next} go={setPlaces} />
        </>
      )}
    </ReadState>
  );
}

const none = <Empty description="还没有群发。写一条，选好发给哪些群，可以先预览。" />;

/** A table where there is room. */
function BroadcastTable({ broadcasts }: { broadcasts: readonly Listed[] }) {
  const { md = true } = Grid.useBreakpoint();
  if (!md && broadcasts.length === 0) return none;
  if (!md)
    return (
      <Card size="small">
        <BroadcastLines label="群发" broadcasts={broadcasts} />
      </Card>
    );
  return (
    <DataTable<Listed>
      rowKey="id"
      label="群发"
      scroll={{ x: 720 }}
      dataSource={[...broadcasts]}
      locale={{ emptyText: none }}
      columns={[
        { title: '内容', key: 'text', render: (_, one) => <BroadcastContent broadcast={one} /> },
        {
          title: '时间',
          key: 'at',
          width: 150,
          render: (_, { at }) => <span className="figures">{showTime(at)}</span>,
        },
        { title: '进度', key: 'counts', width: 210, render: (_, { counts }) => <CountsBar counts={counts} /> },
        { title: '由谁', dataIndex: 'createdBy', width: 110, render: (by: string | null) => by ?? '自动' },
      ]}
    />
  );
}

export function BroadcastLines({ label, broadcasts }: { label: string; broadcasts: readonly Listed[] }) {
  return (
    <LineList
      label={label}
      lines={broadcasts.map((one) => ({
        key: one.id,
        main: (
          <>
            <BroadcastContent broadcast={one} />
            <span className="sent-by figures">{`${showTime(one.at)} · ${one.createdBy ?? '自动'}`}</span>
          </>
        ),
        side: <CountsBar counts={one.counts} />,
      }))}
    />
  );
}

/** What it says, and what is special about it. */
export function BroadcastContent({ broadcast }: { broadcast: Listed }) {
  const { id, kind, text, file, receipt, urgent, cancelledAt, seriesId, counts, skipped, at } = broadcast;
  return (
    <Flex vertical gap={4}>
      <Link to={`/broadcasts/${encodeURIComponent(id)}`}>
        <Typography.Text ellipsis className="broadcast-text">
          {text === '' ? (file?.name ?? '（附件）') : text}
        </Typography.Text>
      </Link>
      <Flex wrap gap={4}>
        {kind === 'daily' && <Tag color="green">寄语</Tag>}
        {seriesId !== null && <Tag>定期</Tag>}
        {receipt !== null && <Tag color="blue">请回复收到</Tag>}
        {urgent !== null && <Tag color="red">加急</Tag>}
        {file !== null && <Tag>附件</Tag>}
        {cancelledAt !== null && <Tag>已取消</Tag>}
        {skipped !== null && <Tag>没有发：{skipped}</Tag>}
        {cancelledAt === null && isMoving(counts) && (
          <Moving at={at} begun={counts.sent + counts.claimed + counts.sending > 0} />
        )}
      </Flex>
    </Flex>
  );
}

/** The clock of a browser may be behind: what has begun has begun. */
function Moving({ at, begun }: Pick<Listed, 'at'> & { begun: boolean }) {
  return !begun && Date.parse(at) > now() ? <Tag color="blue">还没到时间</Tag> : <Tag color="processing">进行中</Tag>;
}
