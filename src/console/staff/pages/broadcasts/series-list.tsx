import { App, Button, Empty, Grid, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { ruleInWords } from '../../../../features/broadcasts/rule-words.ts';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { RowList } from '../../shell/row-list.tsx';
import { useUser } from '../../shell/session.tsx';
import { showTime } from '../../shell/time.ts';
import { SegmentInWords } from './segment-words.tsx';

type Series = Answer<'listSeries'>['series'][number];

const none = <Empty description="还没有定期群发。写群发时把时间选成“定期”就是。" />;

/** What comes again and again, and how to end it; cards where a table would be cut off. */
export function SeriesList() {
  const reading = useRoute('listSeries');
  const { role } = useUser();
  const { modal, message } = App.useApp();
  const end = useAct('cancelBroadcast', {
    refresh: ['listSeries', 'listBroadcasts'],
    done: ({ caught }) => void message.success(`已结束，${caught} 个还没发出的也不发了。`),
  });
  const ask = (series: Series): void =>
    void modal.confirm({
      title: '结束这个定期群发？',
      content: `“${series.text.slice(0, 40)}”以后不再发；已经发出的收不回来。`,
      okText: '结束',
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync({ params: { id: series.id } }),
    });
  const { md = true } = Grid.useBreakpoint();
  const endOf = (one: Series) =>
    one.endedAt === null &&
    role !== 'staff' && (
      <Button size="small" danger onClick={() => ask(one)}>
        结束
      </Button>
    );
  return (
    <ReadState of={reading}>
      {({ series }) =>
        md ? (
          <SeriesTable series={series} endOf={endOf} />
        ) : (
          <RowList
            label="定期群发"
            empty={none}
            rows={series.map((one) => ({
              key: one.id,
              title: ruleInWords(one),
              body: <What of={one} />,
              acts: endOf(one),
            }))}
          />
        )
      }
    </ReadState>
  );
}

function What({ of: one }: { of: Series }) {
  return (
    <>
      <Typography.Paragraph ellipsis={{ rows: 3 }}>{one.text}</Typography.Paragraph>
      <Typography.Text type="secondary">
        <SegmentInWords of={one.segment} /> · {one.endedAt === null ? `下一次 ${showTime(one.nextAt)}` : '已结束'}
      </Typography.Text>
    </>
  );
}

function SeriesTable({ series, endOf }: { series: readonly Series[]; endOf: (one: Series) => ReactNode }) {
  return (
    <DataTable<Series>
      rowKey="id"
      label="定期群发"
      scroll={{ x: 720 }}
      dataSource={[...series]}
      locale={{ emptyText: none }}
      columns={[
        {
          title: '内容',
          dataIndex: 'text',
          render: (text: string) => <Typography.Text className="as-written">{text}</Typography.Text>,
        },
        { title: '日程', key: 'rule', width: 230, render: (_, one) => ruleInWords(one) },
        { title: '发给', key: 'to', width: 160, render: (_, { segment }) => <SegmentInWords of={segment} /> },
        {
          title: '下一次',
          key: 'next',
          width: 150,
          render: (_, { nextAt, endedAt }) => (endedAt === null ? showTime(nextAt) : <Tag>已结束</Tag>),
        },
        { title: '操作', key: 'acts', width: 90, render: (_, one) => endOf(one) },
      ]}
    />
  );
}
