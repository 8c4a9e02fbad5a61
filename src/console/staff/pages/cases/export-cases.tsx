import { Alert, Checkbox, Form, Modal, Radio, Typography } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import { useShowJobs } from '../../shell/jobs.tsx';
import type { Filter } from './filter.ts';

const formats = [
  { value: 'xlsx', label: 'Excel' },
  { value: 'docx', label: 'Word' },
  { value: 'csv', label: 'CSV' },
  { value: 'json', label: 'JSON' },
] as const;
type Format = (typeof formats)[number]['value'];

/** Takes along what the list shows now, as a file that is made beside. */
export function ExportCases({
  open,
  close,
  filter: { by: _by, order: _order, ...filter },
  total,
}: {
  open: boolean;
  close: () => void;
  filter: Filter;
  total: number | null;
}) {
  const [format, setFormat] = useState<Format>('xlsx');
  const [named, setNamed] = useState(false);
  const [files, setFiles] = useState(false);
  const showJobs = useShowJobs();
  const { mutate, isPending } = useAct('exportCases', {
    done() {
      close();
      showJobs();
    },
  });
  return (
    <Modal
      title="导出诉求台账"
      open={open}
      okText={total === null ? '导出' : `导出 ${total >= 10_000 ? '10000 多' : total} 件`}
      okButtonProps={{ disabled: total === 0 }}
      confirmLoading={isPending}
      onOk={() => mutate({ body: { ...filter, format, masked: !named, files } })}
      onCancel={close}
    >
      <Form layout="vertical" className="case-form">
        <Form.Item label="格式">
          <Radio.Group
            optionType="button"
            value={format}
            onChange={(event) => setFormat(event.target.value)}
            options={[...formats]}
          />
        </Form.Item>
        <Form.Item>
          <Checkbox checked={named} onChange={(event) => setNamed(event.target.checked)}>
            带上姓名、电话和邮箱
          </Checkbox>
        </Form.Item>
        <Form.Item>
          <Checkbox checked={files} onChange={(event) => setFiles(event.target.checked)}>
            连照片和附件一起，做成压缩包
          </Checkbox>
        </Form.Item>
      </Form>
      {named ? (
        <Alert type="warning" showIcon title="文件里会有会员的个人信息，请只给需要的人；导出会记入操作记录。" />
      ) : (
        <Typography.Text type="secondary">
          姓名和电话会打码。按现在的筛选导出，导出会记入操作记录；做好以后在右上角“任务”里下载，保留一天。
        </Typography.Text>
      )}
    </Modal>
  );
}
