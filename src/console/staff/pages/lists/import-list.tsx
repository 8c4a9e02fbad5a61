import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Checkbox, Flex, Modal, Progress, Select, Tag, Typography, Upload } from 'antd';
import { useState } from 'react';
import { type ListName, listNames } from '../../../../domain/list-item.ts';
import { listTitles } from '../../../../features/reception/list-titles.ts';
import type { Answer } from '../../api/call.ts';
import { upload } from '../../api/upload.ts';
import { DataTable } from '../../shell/data-table.tsx';

type Report = Answer<'importList'>;
type Row = Report['rows'][number];

const outcomes: Record<Row['outcome'], { name: string; colour: string }> = {
  added: { name: '新增', colour: 'green' },
  changed: { name: '有改动', colour: 'blue' },
  same: { name: '没变', colour: 'default' },
  refused: { name: '没有导入', colour: 'red' },
};

/** A table is looked at line by line first; only then it is stored. */
export function ImportList({ list: usual, close }: { list: ListName; close: () => void }) {
  const [list, setList] = useState(usual);
  const [replace, setReplace] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const { message } = App.useApp();
  const client = useQueryClient();

  const send = async (of: {
    file: File;
    list: ListName;
    replace: boolean;
    dryRun: boolean;
  }): Promise<Report | null> => {
    const query = { name: of.file.name, dryRun: word(of.dryRun), replace: word(of.replace) };
    setError(null);
    setPart(0);
    try {
      return await upload('importList', { params: { id: of.list }, query, file: of.file, onProgress: setPart });
    } catch (failed) {
      setError(failed instanceof Error ? failed.message : String(failed));
      return null;
    } finally {
      setPart(null);
    }
  };
  const look = async (changes: Partial<{ file: File; list: ListName; replace: boolean }>): Promise<void> => {
    const of = { file, list, replace, ...changes };
    setReport(null);
    if (of.file !== null) setReport(await send({ ...of, file: of.file, dryRun: true }));
  };
  const store = async (): Promise<void> => {
    if (file === null) return;
    const stored = await send({ file, list, replace, dryRun: false });
    if (stored === null) return;
    void message.success(`${listTitles[list]}：${countsInWords(stored)}。`, 6);
    await Promise.all(['listListItems', 'showLists'].map((one) => client.invalidateQueries({ queryKey: [one] })));
    close();
  };
  const changing = report === null ? 0 : (report.counts.added ?? 0) + (report.counts.changed ?? 0) + report.removed;
  return (
    <Modal
      open
      width={760}
      title="导入清单"
      okText={changing === 0 ? '导入' : `导入，改动 ${changing} 件`}
      okButtonProps={{ disabled: changing === 0, loading: part !== null }}
      onOk={() => void store()}
      onCancel={close}
    >
      <Flex vertical gap="middle">
        <Flex wrap gap="middle" align="center">
          <Select<ListName>
            aria-label="哪张清单"
            value={list}
            popupMatchSelectWidth={false}
            onChange={(name) => (setList(name), void look({ list: name }))}
            options={listNames.map((value) => ({ value, label: listTitles[value] }))}
          />
          <Checkbox
            checked={replace}
            onChange={({ target }) => (setReplace(target.checked), void look({ replace: target.checked }))}
          >
            整张换掉：表里没有的从清单里删掉
          </Checkbox>
        </Flex>
        <Upload.Dragger
          accept=".xlsx,.csv"
          showUploadList={false}
          beforeUpload={(chosen) => (setFile(chosen), void look({ file: chosen }), false)}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p>{file === null ? '点这里选表格，或拖进来（.xlsx、.csv）' : `${file.name}，点这里换一份`}</p>
          <Typography.Text type="secondary">
            第一行写列名：单位、服务事项（或事项、需求）必须有，说明、类别、联系方式可以没有。
          </Typography.Text>
        </Upload.Dragger>
        {part !== null && <Progress percent={Math.floor(part * 100)} size="small" aria-label="正在上传" />}
        {error !== null && <Alert type="error" showIcon title={error} />}
        {report !== null && <Result report={report} />}
      </Flex>
    </Modal>
  );
}

function Result({ report }: { report: Report }) {
  return (
    <>
      <Typography.Text strong>还没有存：{countsInWords(report)}。</Typography.Text>
      {report.notes.map((note) => (
        <Alert key={note} type="warning" showIcon title={`${note}。`} />
      ))}
      {report.rows.length > 0 && (
        <DataTable<Row>
          rowKey={({ sheet, row }) => `${sheet ?? ''}/${row}`}
          size="small"
          label="逐行结果"
          scroll={{}}
          pagination={{ pageSize: 8, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={report.rows}
          columns={[
            {
              title: '行',
              key: 'row',
              width: 90,
              render: (_, { sheet, row }) => `${sheet === null ? '' : `${sheet} `}${row}`,
            },
            {
              title: '结果',
              key: 'outcome',
              width: 96,
              render: (_, { outcome }) => <Tag color={outcomes[outcome].colour}>{outcomes[outcome].name}</Tag>,
            },
            {
              title: '单位',
              key: 'provider',
              render: (_, { provider, subject, detail }) => (
                <>
                  {provider}
                  <div className="narrow-only">{subject}</div>
                  <Typography.Text type="secondary" className="narrow-only">
                    {detail}
                  </Typography.Text>
                </>
              ),
            },
            { title: '事项', dataIndex: 'subject', responsive: ['md'] },
            { title: '说明', dataIndex: 'detail', responsive: ['md'] },
          ]}
        />
      )}
    </>
  );
}

function countsInWords({ counts, removed }: Report): string {
  const words = (['added', 'changed', 'same', 'refused'] as const).map(
    (one) => `${outcomes[one].name} ${counts[one] ?? 0} 行`,
  );
  return [...words, ...(removed === 0 ? [] : [`删掉 ${removed} 件`])].join('，');
}

function word(yes: boolean): 'true' | 'false' {
  return yes ? 'true' : 'false';
}
