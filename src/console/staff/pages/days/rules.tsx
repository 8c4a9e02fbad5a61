import { App, Button, Empty, Tag } from 'antd';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { useUser } from '../../shell/session.tsx';
import { SegmentInWords } from '../broadcasts/segment-words.tsx';
import { dayReads } from './words.ts';

type Rule = Answer<'listDayRules'>['rules'][number];

/** What comes again and again, until somebody stops it. */
export function Rules() {
  const reading = useRoute('listDayRules');
  const { role } = useUser();
  const { modal } = App.useApp();
  const stop = useAct('stopDayRule', {
    refresh: dayReads,
    done: ({ cancelled, left }) =>
      void modal.info({
        title: `已停止，取消了还没预告的 ${cancelled} 次。`,
        content: left.length === 0 ? null : `还有 ${left.length} 次已经预告，照常进行；不办了请逐次取消。`,
      }),
  });
  const ask = (rule: Rule): void =>
    void modal.confirm({
      title: `停止“${rule.everyInWords}”的接待日？`,
      content: '以后不再排；已经排出、还没预告的取消，群里不会收到什么。已经预告的照常进行。',
      okText: '停止',
      okButtonProps: { danger: true },
      onOk: () => stop.mutateAsync({ params: { id: rule.id } }).catch(() => undefined),
    });
  return (
    <ReadState of={reading}>
      {({ rules }) => (
        <DataTable<Rule>
          rowKey="id"
          size="middle"
          label="定期接待日"
          pagination={false}
          scroll={{}}
          dataSource={rules}
          locale={{
            emptyText: (
              <Empty description="还没有定期接待日，比如每月第三个工作日。">
                {role !== 'staff' && <Link to="/days/new?every=yes">安排定期接待日</Link>}
              </Empty>
            ),
          }}
          columns={[
            {
              title: '规律',
              key: 'every',
              render: (_, rule) => (
                <>
                  {rule.everyInWords}
                  <div className="narrow-only">
                    {rule.from}-{rule.until}，{rule.host}接待 · {rule.place ?? '线上'}
                  </div>
                </>
              ),
            },
            {
              title: '时间',
              key: 'time',
              width: 120,
              responsive: ['md'],
              render: (_, { from, until }) => `${from}-${until}`,
            },
            { title: '接待', dataIndex: 'host', width: 120, responsive: ['md'] },
            { title: '地点', key: 'place', responsive: ['md'], render: (_, { place }) => place ?? '线上' },
            {
              title: '哪些群',
              key: 'to',
              responsive: ['md'],
              render: (_, { segment }) => <SegmentInWords of={segment} />,
            },
            {
              title: '操作',
              key: 'acts',
              width: 96,
              render: (_, rule) =>
                rule.endedAt !== null ? (
                  <Tag>已停止</Tag>
                ) : (
                  role !== 'staff' && (
                    <Button size="small" danger onClick={() => ask(rule)}>
                      停止
                    </Button>
                  )
                ),
            },
          ]}
        />
      )}
    </ReadState>
  );
}
