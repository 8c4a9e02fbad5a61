import { Grid, Tag } from 'antd';
import { stateNames } from '../../../../features/broadcasts/state-names.ts';
import type { Answer } from '../../api/call.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { FactLine, LineList } from '../../shell/line-list.tsx';
import { showTime } from '../../shell/time.ts';
import { stateColours } from './counts.tsx';

type Delivery = Answer<'showBroadcast'>['deliveries'][number];

/** To which group it went, and what became of it. */
export function Ledger({ deliveries }: { deliveries: readonly Delivery[] }) {
  const { md = true } = Grid.useBreakpoint();
  if (!md) return <LineList label="投递" lines={deliveries.map(lineOf)} />;
  return (
    <DataTable<Delivery>
      rowKey="id"
      size="small"
      label="投递"
      scroll={{ x: 640 }}
      dataSource={[...deliveries]}
      columns={[
        { title: '群', dataIndex: 'group' },
        { title: '状态', key: 'state', width: 110, render: (_, { state }) => <State of={state} /> },
        {
          title: '时间',
          key: 'sentAt',
          width: 150,
          render: (_, { sentAt }) => <span className="figures">{showTime(sentAt)}</span>,
        },
        { title: '收到', dataIndex: 'acknowledged', width: 70, align: 'right' },
        { title: '看过', key: 'read', width: 70, align: 'right', render: (_, { read }) => read ?? '—' },
        { title: '说明', dataIndex: 'reason', render: (reason: string | null) => reason ?? '' },
      ]}
    />
  );
}

function lineOf({ id, group, state, sentAt, acknowledged, read, reason }: Delivery) {
  const facts = [
    sentAt === null ? null : showTime(sentAt),
    acknowledged > 0 ? `收到 ${acknowledged} 人` : null,
    read === null ? null : `看过 ${read} 人`,
    reason,
  ];
  return { key: id, main: <FactLine title={group} mark={<State of={state} />} facts={facts} /> };
}

function State({ of }: { of: Delivery['state'] }) {
  return <Tag color={stateColours[of]}>{stateNames[of]}</Tag>;
}
