import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Collapse, Flex, Grid, Typography } from 'antd';
import { useState } from 'react';
import { addressOf, type Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { ReceiptPeople } from './receipt-people.tsx';

type Group = Answer<'showRoll'>['groups'][number];

/** Who answered and who did not. Looking at it is on record, so it is asked for only when somebody wants to see it. */
export function Receipts({ id, moving }: { id: string; moving: boolean }) {
  const [shown, setShown] = useState(false);
  const reading = useRoute('showRoll', { params: { id } }, { enabled: shown, every: moving ? 30_000 : false });
  return (
    <Card
      size="small"
      title="收到"
      extra={<Typography.Text type="secondary">只供秘书处内部查看，请不要在群里点名。</Typography.Text>}
    >
      {!shown && (
        <Flex wrap gap="small" align="center">
          <Button onClick={() => setShown(true)}>看谁确认了收到</Button>
          <Typography.Text type="secondary">查看会留下记录。</Typography.Text>
        </Flex>
      )}
      {shown && <ReadState of={reading}>{({ groups }) => <Board id={id} groups={groups} />}</ReadState>}
    </Card>
  );
}

function Board({ id, groups }: { id: string; groups: readonly Group[] }) {
  const sum = (of: 'acknowledged' | 'missing'): number => groups.reduce((all, { counts }) => all + counts[of], 0);
  return (
    <Flex vertical gap="small">
      <Flex wrap justify="space-between" align="center" gap="small">
        <Typography.Text className="figures">
          已确认 {sum('acknowledged')} 人，未确认 {sum('missing')} 人
        </Typography.Text>
        <a href={addressOf('exportRoll', { params: { id } })} download>
          <DownloadOutlined /> 导出名单
        </a>
      </Flex>
      <Groups groups={groups} />
    </Flex>
  );
}

function Groups({ groups }: { groups: readonly Group[] }) {
  const { md = true } = Grid.useBreakpoint();
  if (!md)
    return (
      <Collapse
        size="small"
        items={groups.map(({ deliveryId, group, counts, people }) => ({
          key: deliveryId,
          label: group,
          extra: <span className="figures">{`${counts.acknowledged}/${counts.expected}`}</span>,
          children: <ReceiptPeople people={people} />,
        }))}
      />
    );
  return (
    <DataTable<Group>
      label="各群的确认"
      rowKey="deliveryId"
      dataSource={[...groups]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      expandable={{
        expandedRowRender: ({ people }) => <ReceiptPeople people={people} />,
        rowExpandable: ({ people }) => people.length > 0,
      }}
      columns={[
        { title: '群', dataIndex: 'group' },
        { title: '应确认', key: 'expected', align: 'right', render: (_, { counts }) => counts.expected },
        { title: '已确认', key: 'acknowledged', align: 'right', render: (_, { counts }) => counts.acknowledged },
        { title: '未确认', key: 'missing', align: 'right', render: (_, { counts }) => counts.missing },
        { title: '名单外', key: 'others', align: 'right', render: (_, { counts }) => counts.others },
      ]}
    />
  );
}
