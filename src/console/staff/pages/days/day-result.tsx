import { DownloadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { saveFile } from '../../api/save-file.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { useUser } from '../../shell/session.tsx';
import { AsSeen, Reach } from './reach.tsx';
import { dayReads, type ShownDay } from './words.ts';

type Report = Answer<'previewDayReport'>;
type Point = Report['points'][number];

const over: ReadonlySet<ShownDay['status']> = new Set(['closed', 'reported', 'missed']);

/** What is said in public: case by case, as a Word file, and once to its groups. */
export function DayResult({ day }: { day: ShownDay }) {
  const reading = useRoute('previewDayReport', { params: { id: day.id } }, { enabled: over.has(day.status) });
  if (!over.has(day.status)) return null;
  return (
    <Card size="small" title="公布结果">
      <ReadState of={reading}>
        {(report) => (
          <Flex vertical gap="middle">
            <Points day={day} points={report.points} />
            <Publish day={day} report={report} />
          </Flex>
        )}
      </ReadState>
    </Card>
  );
}

function Points({ day, points }: { day: ShownDay; points: readonly Point[] }) {
  const [edited, setEdited] = useState<Point | null>(null);
  if (points.length === 0) return <Typography.Text type="secondary">本次接待日没有登记诉求。</Typography.Text>;
  return (
    <>
      <DataTable<Point>
        rowKey="no"
        size="small"
        label="逐项结果"
        scroll={{}}
        dataSource={[...points]}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: '编号', dataIndex: 'no', width: 100, responsive: ['md'] },
          {
            title: '反映的事项',
            key: 'said',
            render: (_, { no, said, decided }) => (
              <>
                <span className="narrow-only figures">{no}</span>
                {said ?? '（内容不公开）'}
                <Typography.Text type="secondary" className="narrow-only">
                  结果：{decided}
                </Typography.Text>
              </>
            ),
          },
          { title: '结果', dataIndex: 'decided', width: '36%', responsive: ['md'] },
          {
            title: '操作',
            key: 'acts',
            width: 96,
            render: (_, point) => (
              <Button size="small" aria-label={`改 ${point.no} 的说法`} onClick={() => setEdited(point)}>
                改说法
              </Button>
            ),
          },
        ]}
      />
      {edited !== null && <EditPoint id={day.id} point={edited} close={() => setEdited(null)} />}
    </>
  );
}

function EditPoint({ id, point, close }: { id: string; point: Point; close: () => void }) {
  const [form] = Form.useForm<{ said?: string; decided?: string }>();
  const set = useAct('setDayPoint', { refresh: ['previewDayReport'], done: close });
  return (
    <Modal
      open
      title={`${point.no} 公布时怎么说`}
      okText="保存"
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ said: point.said ?? '', decided: point.decided }}
        onFinish={({ said = '', decided = '' }) =>
          set.mutate({
            params: { id },
            body: { caseNo: point.no, said: said.trim() || null, decided: decided.trim() || null },
          })
        }
      >
        <Form.Item name="said" label="反映的事项" extra="空着：建议、诉求按登记的内容，投诉、纠纷不公开。">
          <Input.TextArea rows={3} />
        </Form.Item>
        <Form.Item name="decided" label="结果" extra="空着就按办理记录。">
          <Input.TextArea rows={3} />
        </Form.Item>
      </Form>
      <Typography.Text type="secondary">姓名、电话会自动去掉，也请自己看一遍。</Typography.Text>
    </Modal>
  );
}

function Publish({ day: { id }, report }: { day: ShownDay; report: Report }) {
  const { role } = useUser();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [saving, setSaving] = useState(false);
  const send = useAct('sendDayReport', {
    refresh: dayReads,
    done: ({ groups }) => (void message.success(`已安排发往 ${groups} 个群。`), setAsking(false)),
  });
  const save = async (): Promise<void> => {
    setSaving(true);
    await saveFile('exportDayReport', { params: { id } }).catch((error: Error) => message.error(error.message, 6));
    setSaving(false);
    await Promise.all(dayReads.map((one) => client.invalidateQueries({ queryKey: [one] })));
  };
  return (
    <Flex wrap gap="small" align="center">
      <Button icon={<DownloadOutlined />} loading={saving} onClick={() => void save()}>
        下载 Word 文件
      </Button>
      {role !== 'staff' && !report.sent && (
        <Button type="primary" onClick={() => setAsking(true)}>
          发到群里
        </Button>
      )}
      {report.sent && <Typography.Text type="secondary">已经在群里公布过。</Typography.Text>}
      <Modal
        open={asking}
        title={`把结果发到 ${report.groups.length} 个群？`}
        okText="发到群里"
        okButtonProps={{ disabled: report.none !== null }}
        confirmLoading={send.isPending}
        onOk={() => send.mutate({ params: { id } })}
        onCancel={() => setAsking(false)}
      >
        <Flex vertical gap="middle">
          <Typography.Text>只能发一次，发出的收不回来。</Typography.Text>
          <AsSeen label="群里会收到" text={report.text} />
          <Reach reach={report} />
        </Flex>
      </Modal>
    </Flex>
  );
}
