import { App, Button, Empty, Tag, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { useUser } from '../../shell/session.tsx';
import { showTime } from '../../shell/time.ts';
import { segmentInWords } from './segment-words.ts';

type Series = Answer<'listSeries'>['series'][number];

const dayNames: Record<Series['days'], string> = {
  all: '每到时间',
  workdays: '只在工作日',
  'before-holidays': '只在放假前一天',
};

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
  return (
    <ReadState of={reading}>
      {({ series }) => (
        <DataTable<Series>
          rowKey="id"
          label="定期群发"
          scroll={{ x: 720 }}
          dataSource={series}
          locale={{ emptyText: <Empty description="还没有定期群发。写群发时把时间选成“定期”就是。" /> }}
          columns={[
            {
              title: '内容',
              dataIndex: 'text',
              render: (text: string) => <Typography.Paragraph ellipsis={{ rows: 2 }}>{text}</Typography.Paragraph>,
            },
            {
              title: '日程',
              key: 'cron',
              width: 190,
              render: (_, { cron, days }) => (
                <span>
                  {cron}（{dayNames[days]}）
                </span>
              ),
            },
            { title: '发给', dataIndex: 'segment', width: 160, render: segmentInWords },
            {
              title: '下一次',
              key: 'next',
              width: 150,
              render: (_, { nextAt, endedAt }) => (endedAt === null ? showTime(nextAt) : <Tag>已结束</Tag>),
            },
            {
              title: '操作',
              key: 'acts',
              width: 90,
              render: (_, one) =>
                one.endedAt === null &&
                role !== 'staff' && (
                  <Button size="small" danger onClick={() => ask(one)}>
                    结束
                  </Button>
                ),
            },
          ]}
        />
      )}
    </ReadState>
  );
}
