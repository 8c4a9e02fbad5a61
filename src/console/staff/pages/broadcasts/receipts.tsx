import { Button, Card, Empty, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';

type Receipt = Answer<'listReceipts'>['receipts'][number];

/** Who answered. Looking at it is on record, so it is asked for only when somebody wants to see it. */
export function Receipts({ id, moving }: { id: string; moving: boolean }) {
  const [shown, setShown] = useState(false);
  const reading = useRoute(
    'listReceipts',
    { params: { id }, query: { limit: 200 } },
    { enabled: shown, every: moving ? 15_000 : false },
  );
  return (
    <Card
      size="small"
      title="收到"
      extra={<Typography.Text type="secondary">只供秘书处内部查看，请不要在群里点名。</Typography.Text>}
    >
      {!shown && (
        <Flex gap="small" align="center">
          <Button onClick={() => setShown(true)}>看谁确认了收到</Button>
          <Typography.Text type="secondary">查看会留下记录。</Typography.Text>
        </Flex>
      )}
      {shown && (
        <ReadState of={reading}>
          {({ receipts }) => (
            <DataTable<Receipt>
              rowKey={({ deliveryId, name, kind }) => `${deliveryId} ${kind} ${name}`}
              size="small"
              label="收到"
              dataSource={receipts.filter(({ kind }) => kind === 'acknowledged')}
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有人确认。" /> }}
              columns={[
                { title: '谁', dataIndex: 'name' },
                { title: '群', dataIndex: 'group' },
                {
                  title: '时间',
                  key: 'at',
                  render: (_, { at, late }) => (
                    <span className="figures">
                      {showTime(at)} {late && <Tag color="orange">过了时间</Tag>}
                    </span>
                  ),
                },
              ]}
            />
          )}
        </ReadState>
      )}
    </Card>
  );
}
