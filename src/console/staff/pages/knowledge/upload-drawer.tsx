import { InboxOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Drawer, Flex, Form, Typography, Upload } from 'antd';
import { useState } from 'react';
import { collectionForm } from '../../../../domain/document.ts';
import { useRoute } from '../../api/hooks.ts';
import { UploadReport } from './upload-report.tsx';
import type { Uploads } from './uploads.ts';

const accepted = '.docx,.pdf,.xlsx,.html,.htm,.md,.markdown,.txt';
const usual = '资料';

/** Brings files; it may be closed while they are sent. */
export function UploadDrawer({ open, close, uploads }: { open: boolean; close: () => void; uploads: Uploads }) {
  const { data } = useRoute('listCollections', {}, { enabled: open });
  const [collection, setCollection] = useState(usual);
  const isGood = collectionForm.test(collection);
  return (
    <Drawer open={open} onClose={close} title="上传资料" size="min(560px, 100vw)">
      <Form layout="vertical">
        <Form.Item
          label="归入哪个资料集"
          htmlFor="upload-collection"
          validateStatus={isGood ? '' : 'error'}
          help={
            isGood ? '群可以只用几个资料集；写一个新的名称就是新建。' : '请用字母、汉字、数字、- 或 _，不超过 40 个字。'
          }
        >
          <AutoComplete
            id="upload-collection"
            value={collection}
            onChange={(written: string) => setCollection(written)}
            options={(data?.collections ?? []).map(({ name }) => ({ value: name }))}
          />
        </Form.Item>
      </Form>
      <Upload.Dragger
        rootClassName="knowledge-drop"
        multiple
        accept={accepted}
        disabled={!isGood}
        showUploadList={false}
        beforeUpload={(file, all) => {
          // Told once for each of them, with all of them.
          if (file === all[0]) uploads.add(all, collection);
          return false;
        }}
      >
        <p className="knowledge-inbox">
          <InboxOutlined />
        </p>
        <p>把文件拖到这里，或点一下选择，可以多选</p>
        <Typography.Text type="secondary">
          Word（docx）、PDF、Excel（xlsx）、网页、Markdown、文本，每份最大 20 MB
        </Typography.Text>
      </Upload.Dragger>
      {uploads.files.length > 0 && (
        <section className="knowledge-report" aria-label="上传结果">
          <Flex justify="space-between" align="center">
            <Typography.Text strong>{summaryOf(uploads)}</Typography.Text>
            <Button type="link" disabled={uploads.running === uploads.files.length} onClick={uploads.clear}>
              清除已完成的
            </Button>
          </Flex>
          <UploadReport files={uploads.files} />
        </section>
      )}
    </Drawer>
  );
}

function summaryOf({ files, running }: Uploads): string {
  if (running > 0) return `正在上传，还剩 ${running} 份；可以关掉这一栏，但不要关掉网页`;
  const failed = files.filter(({ state }) => state === 'failed').length;
  const passages = files.reduce((sum, { answer }) => sum + (isNew(answer?.outcome) ? (answer?.passages ?? 0) : 0), 0);
  const read = files.filter(({ answer }) => isNew(answer?.outcome)).length;
  return `读入 ${read} 份、${passages} 个段落${failed === 0 ? '' : `，${failed} 份没有读成`}`;
}

function isNew(outcome: string | undefined): boolean {
  return outcome === 'added' || outcome === 'changed';
}
