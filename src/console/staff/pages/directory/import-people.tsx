import { InboxOutlined } from '@ant-design/icons';
import { Alert, App, Button, Collapse, Flex, Modal, Progress, Table, Tag, Typography, Upload } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { upload } from '../../api/upload.ts';
import { useShowJobs } from '../../shell/jobs.tsx';

type Preview = Answer<'previewPeopleImport'>;
type Row = Preview['rows'][number];

const outcomes = {
  added: { name: '新增', colour: 'green' },
  changed: { name: '有改动', colour: 'blue' },
  same: { name: '没变', colour: 'default' },
  refused: { name: '不能导入', colour: 'red' },
} as const satisfies Record<Row['outcome'], { name: string; colour: string }>;

/** A table of people: what would become of each line is shown first, then it is taken in as a job. */
export function ImportPeople({ open, close }: { open: boolean; close: () => void }) {
  const { message } = App.useApp();
  const [gone, setGone] = useState<number | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const showJobs = useShowJobs();
  const leave = (): void => {
    close();
    setPreview(null);
  };
  const start = useAct('startPeopleImport', {
    refresh: ['listPeople', 'listOrganizations'],
    done() {
      leave();
      showJobs();
    },
  });

  async function look(file: File): Promise<void> {
    setGone(0);
    try {
      setPreview(await upload('previewPeopleImport', { query: { name: file.name }, file, onProgress: setGone }));
    } catch (error) {
      if (error instanceof Error) message.error(error.message, 6);
    } finally {
      setGone(null);
    }
  }

  const wanted = preview === null ? 0 : countOf(preview, 'added') + countOf(preview, 'changed');
  return (
    <Modal
      title="从表格导入通讯录"
      open={open}
      width={860}
      destroyOnHidden
      onCancel={leave}
      footer={
        preview === null
          ? null
          : [
              <Button key="again" onClick={() => setPreview(null)}>
                换一份表
              </Button>,
              <Button
                key="do"
                type="primary"
                disabled={wanted === 0}
                loading={start.isPending}
                onClick={() => start.mutate({ params: { id: preview.id } })}
              >
                {wanted === 0 ? '没有要导入的' : `导入 ${wanted} 行`}
              </Button>,
            ]
      }
    >
      {preview === null ? <Choose gone={gone} look={look} /> : <Shown preview={preview} />}
    </Modal>
  );
}

function Choose({ gone, look }: { gone: number | null; look: (file: File) => Promise<void> }) {
  if (gone !== null)
    return (
      <Flex vertical gap="small" align="center">
        <Progress percent={Math.floor(gone * 100)} aria-label="上传" />
        <Typography.Text type="secondary">{gone < 1 ? '正在上传…' : '正在逐行核对…'}</Typography.Text>
      </Flex>
    );
  return (
    <Flex vertical gap="middle">
      <Upload.Dragger
        accept=".xlsx,.csv"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          void look(file);
          return Upload.LIST_IGNORE;
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p className="ant-upload-text">把表格拖到这里，或点按选择</p>
        <p className="ant-upload-hint">.xlsx 或 .csv，一次最多 20000 行；先给您看每一行会怎样，确认后才导入。</p>
      </Upload.Dragger>
      <Collapse items={[{ key: 'columns', label: '表格怎么写', children: <Columns /> }]} />
    </Flex>
  );
}

function Columns() {
  return (
    <Typography.Paragraph>
      第一行写列名，次序随意：<b>协会</b>（或组织、单位，必须有；可以写成 综合党委/餐饮协会）、<b>上级</b>、<b>姓名</b>
      （空着就只导入组织）、<b>职务</b>、<b>手机</b>、<b>同意短信</b>（是、否，或同意的日期；空着不改）、<b>标签</b>
      。同一组织里同名的算同一个人，空着的格不改原来的内容；同一份表导入两次不会有变化。
    </Typography.Paragraph>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { rows, told, notes } = preview;
  return (
    <Flex vertical gap="middle">
      <Flex wrap gap="small" role="status">
        {outcomeList.map(({ outcome, name, colour }) => (
          <Tag key={outcome} color={colour} className="figures">
            {name} {countOf(preview, outcome)} 行
          </Tag>
        ))}
      </Flex>
      {notes.map((note) => (
        <Alert key={note} type="warning" showIcon title={note} />
      ))}
      <Table<Row>
        rowKey={({ sheet, row }) => `${sheet ?? ''} ${row}`}
        size="small"
        aria-label="每一行会怎样"
        dataSource={rows}
        columns={columns}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ y: 340 }}
        locale={{ emptyText: '表里的内容和通讯录一样，没有要改的。' }}
      />
      {told > rows.length && (
        <Typography.Text type="secondary">
          这里只列出 {rows.length} 行，其余 {told - rows.length} 行导入后在结果表里都有。
        </Typography.Text>
      )}
    </Flex>
  );
}

const outcomeList = (['added', 'changed', 'refused', 'same'] as const).map((outcome) => ({
  outcome,
  ...outcomes[outcome],
}));

function countOf({ counts }: Preview, outcome: Row['outcome']): number {
  return counts[outcome] ?? 0;
}

const columns = [
  {
    title: '行',
    key: 'row',
    width: 72,
    render: (_: unknown, { sheet, row }: Row) => (sheet === null ? row : `${sheet} ${row}`),
  },
  {
    title: '结果',
    key: 'outcome',
    width: 96,
    render: (_: unknown, { outcome }: Row) => <Tag color={outcomes[outcome].colour}>{outcomes[outcome].name}</Tag>,
  },
  {
    title: '组织和姓名',
    key: 'who',
    render: (_: unknown, { organization, name, detail }: Row) => (
      <>
        {[organization, name].filter((one) => one !== null).join(' · ')}
        <Typography.Text type="secondary" className="cell-under">
          {detail}
        </Typography.Text>
      </>
    ),
  },
];
