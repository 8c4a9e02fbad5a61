import { InboxOutlined } from '@ant-design/icons';
import { Alert, App, Button, Collapse, Flex, Modal, Progress, Tag, Typography, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import { DataTable } from './data-table.tsx';

type Outcome = 'added' | 'changed' | 'same' | 'refused';

export type ImportRow = { sheet: string | null; row: number; outcome: Outcome; detail: string | null };
export type ImportPreview = {
  id: string;
  counts: Partial<Record<Outcome, number>>;
  rows: readonly ImportRow[];
  told: number;
  notes: readonly string[];
};

const outcomes = {
  added: { name: '新增', colour: 'green' },
  changed: { name: '有改动', colour: 'blue' },
  refused: { name: '不能导入', colour: 'red' },
  same: { name: '没变', colour: 'default' },
} as const satisfies Record<Outcome, { name: string; colour: string }>;

type More = { count: number; words: string };

export type ImportTableProps<P extends ImportPreview> = {
  title: string;
  /** What there is to choose beside the file; a change of it has to reset `preview`. */
  choices?: ReactNode;
  /** How the table is to be written. */
  columns: ReactNode;
  /** What a row is of. */
  of: { title: string; tell: (row: P['rows'][number]) => string };
  /** What else goes with it, as lines that leave a list: how many, and in words. */
  more?: (preview: P) => More;
  look: (file: File, onProgress: (part: number) => void) => Promise<P>;
  start: (id: string) => void;
  starting: boolean;
  close: () => void;
};

/** A table is looked at line by line first; only then it is taken in, as a job. */
export function ImportTable<P extends ImportPreview>(props: ImportTableProps<P>) {
  const { title, choices, look, start, starting, close, more } = props;
  const { message } = App.useApp();
  const [gone, setGone] = useState<number | null>(null);
  const [preview, setPreview] = useState<P | null>(null);

  async function choose(file: File): Promise<void> {
    setGone(0);
    try {
      setPreview(await look(file, setGone));
    } catch (error) {
      if (error instanceof Error) message.error(error.message, 6);
    } finally {
      setGone(null);
    }
  }

  const { added = 0, changed = 0 } = preview?.counts ?? {};
  const does = wordsOf(added + changed, (preview && more?.(preview).count) ?? 0);
  const buttons = preview !== null && [
    <Button key="again" onClick={() => setPreview(null)}>
      换一份表
    </Button>,
    <Button key="do" type="primary" disabled={does === null} loading={starting} onClick={() => start(preview.id)}>
      {does ?? '没有要导入的'}
    </Button>,
  ];
  return (
    <Modal title={title} open width={860} onCancel={close} footer={buttons || null}>
      {preview === null ? (
        <Flex vertical gap="middle">
          {choices}
          <Choose gone={gone} choose={choose} />
          <Collapse items={[{ key: 'columns', label: '表格怎么写', children: props.columns }]} />
        </Flex>
      ) : (
        <Shown preview={preview} of={props.of} more={more?.(preview) ?? null} />
      )}
    </Modal>
  );
}

/** What the button does; null: nothing. */
function wordsOf(rows: number, removed: number): string | null {
  const words = [rows > 0 && `导入 ${rows} 行`, removed > 0 && `删掉 ${removed} 件`].filter((one) => one !== false);
  return words.length === 0 ? null : words.join('，');
}

function Choose({ gone, choose }: { gone: number | null; choose: (file: File) => Promise<void> }) {
  if (gone !== null)
    return (
      <Flex vertical gap="small" align="center">
        <Progress percent={Math.floor(gone * 100)} aria-label="上传" />
        <Typography.Text type="secondary">{gone < 1 ? '正在上传…' : '正在逐行核对…'}</Typography.Text>
      </Flex>
    );
  return (
    <Upload.Dragger
      accept=".xlsx,.csv"
      maxCount={1}
      showUploadList={false}
      beforeUpload={(file) => {
        void choose(file);
        return Upload.LIST_IGNORE;
      }}
    >
      <p className="ant-upload-drag-icon">
        <InboxOutlined />
      </p>
      <p className="ant-upload-text">把表格拖到这里，或点按选择</p>
      <p className="ant-upload-hint">.xlsx 或 .csv，一次最多 20000 行；先给您看每一行会怎样，确认后才导入。</p>
    </Upload.Dragger>
  );
}

type ShownProps<P extends ImportPreview> = { preview: P; of: ImportTableProps<P>['of']; more: More | null };

function Shown<P extends ImportPreview>({ preview, of, more }: ShownProps<P>) {
  const { rows, told, notes, counts } = preview;
  return (
    <Flex vertical gap="middle">
      <Flex wrap gap="small" role="status">
        {Object.entries(outcomes).map(([outcome, { name, colour }]) => (
          <Tag key={outcome} color={colour} className="figures">
            {name} {counts[outcome as Outcome] ?? 0} 行
          </Tag>
        ))}
        {more !== null && more.count > 0 && <Tag color="orange">{more.words}</Tag>}
      </Flex>
      {notes.map((note) => (
        <Alert key={note} type="warning" showIcon title={note} />
      ))}
      <DataTable<P['rows'][number]>
        rowKey={({ sheet, row }) => `${sheet ?? ''} ${row}`}
        size="small"
        label="每一行会怎样"
        dataSource={[...rows]}
        columns={[
          {
            title: '行',
            key: 'row',
            width: 72,
            render: (_, { sheet, row }) => (sheet === null ? row : `${sheet} ${row}`),
          },
          {
            title: '结果',
            key: 'outcome',
            width: 96,
            render: (_, { outcome }) => <Tag color={outcomes[outcome].colour}>{outcomes[outcome].name}</Tag>,
          },
          {
            title: of.title,
            key: 'of',
            render: (_, row) => (
              <>
                {of.tell(row)}
                <Typography.Text type="secondary" className="cell-under">
                  {row.detail}
                </Typography.Text>
              </>
            ),
          },
        ]}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ y: 340 }}
        locale={{ emptyText: '表里的内容和现有的一样，没有要改的。' }}
      />
      {told > rows.length && (
        <Typography.Text type="secondary">
          这里只列出 {rows.length} 行，其余 {told - rows.length} 行导入后在结果表里都有。
        </Typography.Text>
      )}
    </Flex>
  );
}
