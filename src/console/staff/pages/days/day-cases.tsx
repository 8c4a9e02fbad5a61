import { App, Button, Card, Empty, Flex, Modal, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { statusNames } from '../../../../features/reception/labels.ts';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { dayReads, type ShownDay } from './words.ts';

type DayCase = Answer<'listDayCases'>['cases'][number];

/** How many came of which kind, and which: to read them is on record, so they are asked for. */
export function DayCases({ day }: { day: ShownDay }) {
  const [shown, setShown] = useState(false);
  const [adding, setAdding] = useState(false);
  const all = day.cases.reduce((sum, { cases }) => sum + cases, 0);
  return (
    <Card
      size="small"
      title={`诉求 ${all} 件`}
      extra={
        <Button size="small" onClick={() => setAdding(true)}>
          归进来
        </Button>
      }
    >
      {all === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="还没有诉求。开放期间在群里和私聊里说的会自动算在这里；现场登记的可以归进来。"
        />
      )}
      {all > 0 && (
        <Flex vertical gap="middle">
          <Flex wrap gap={6}>
            {day.cases.map(({ kind, kindName, status, cases }) => (
              <Tag key={`${kind}${status}`}>
                {kindName} {statusNames[status]} {cases} 件
              </Tag>
            ))}
          </Flex>
          {shown ? (
            <CaseTable id={day.id} />
          ) : (
            <div>
              <Button onClick={() => setShown(true)}>看是哪些</Button>{' '}
              <Typography.Text type="secondary">看过会留下记录</Typography.Text>
            </div>
          )}
        </Flex>
      )}
      {adding && <AddCases id={day.id} close={() => setAdding(false)} />}
    </Card>
  );
}

function CaseTable({ id }: { id: string }) {
  const [places, setPlaces] = useState<readonly string[]>([]);
  const reading = useRoute(
    'listDayCases',
    { params: { id }, query: { limit: 20, after: places.at(-1) } },
    { keep: true },
  );
  return (
    <ReadState of={reading}>
      {({ cases, next }) => (
        <>
          <DataTable<DayCase>
            rowKey="no"
            size="small"
            label="这次接待日的诉求"
            scroll={{}}
            dataSource={cases}
            columns={[
              { title: '编号', key: 'no', width: 100, render: (_, { no }) => <Link to={`/cases/${no}`}>{no}</Link> },
              { title: '类别', dataIndex: 'kindName', width: 96, responsive: ['md'] },
              {
                title: '内容',
                key: 'content',
                render: (_, { content, kindName, status }) => (
                  <>
                    {content}
                    <Typography.Text type="secondary" className="narrow-only">
                      {kindName} · {statusNames[status]}
                    </Typography.Text>
                  </>
                ),
              },
              {
                title: '状态',
                key: 'status',
                width: 84,
                responsive: ['md'],
                render: (_, { status }) => statusNames[status],
              },
            ]}
          />
          <Pager places={places} next={next} go={setPlaces} />
        </>
      )}
    </ReadState>
  );
}

/** By number, all of them or none. */
function AddCases({ id, close }: { id: string; close: () => void }) {
  const { message } = App.useApp();
  const [nos, setNos] = useState<string[]>([]);
  const add = useAct('addDayCases', {
    refresh: [...dayReads, 'listDayCases'],
    done: () => (void message.success(`${nos.length} 件已归到这次接待日。`), close()),
  });
  return (
    <Modal
      open
      title="把诉求归到这次接待日"
      okText="归进来"
      okButtonProps={{ disabled: nos.length === 0 }}
      confirmLoading={add.isPending}
      onOk={() => add.mutate({ params: { id }, body: { nos } })}
      onCancel={close}
    >
      <Select
        mode="tags"
        open={false}
        suffixIcon={null}
        aria-label="诉求编号"
        placeholder="诉求编号，如 2026-0012，写一个按一次回车"
        tokenSeparators={['，', ',', '、', ' ']}
        className="days-wide"
        value={nos}
        onChange={(written: string[]) => setNos(written.map((no) => no.trim()).filter((no) => no !== ''))}
      />
    </Modal>
  );
}
