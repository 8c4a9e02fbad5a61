import { EyeOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Modal, Progress, Upload } from 'antd';
import { useState } from 'react';
import { sizeInWords } from '../../../../domain/file.ts';
import { addressOf, newKey } from '../../api/call.ts';
import { upload } from '../../api/upload.ts';
import type { Whole } from './words.tsx';

type CaseFile = Whole['files'][number];

/** Photos and documents; each is fetched when somebody wants it, since that is on record. */
export function Files({ one }: { one: Whole }) {
  const [shown, setShown] = useState<CaseFile | null>(null);
  return (
    <Card title="照片和文件" size="small" extra={<Attach no={one.no} />}>
      {one.files.length === 0 ? (
        <p className="quiet case-empty">没有文件。会员发来的照片和您上传的回函都在这里。</p>
      ) : (
        <ul className="case-lines" aria-label="照片和文件">
          {one.files.map((file) => (
            <li key={file.id} className="case-file">
              <a href={addressOf('showCaseFile', { params: { id: file.id } })} download={file.name}>
                <PaperClipOutlined /> {file.name}
              </a>
              <span className="quiet figures">{sizeInWords(file.size)}</span>
              {file.mime.startsWith('image/') && (
                <Button
                  size="small"
                  type="text"
                  icon={<EyeOutlined />}
                  aria-label={`预览 ${file.name}`}
                  onClick={() => setShown(file)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <Modal
        title={shown?.name}
        open={shown !== null}
        footer={null}
        width={860}
        destroyOnHidden
        onCancel={() => setShown(null)}
      >
        {shown !== null && (
          <img
            className="case-picture"
            src={addressOf('showCaseFile', { params: { id: shown.id } })}
            alt={shown.name}
          />
        )}
      </Modal>
    </Card>
  );
}

function Attach({ no }: { no: string }) {
  const { message } = App.useApp();
  const client = useQueryClient();
  const [part, setPart] = useState<number | null>(null);
  const send = async (file: File): Promise<void> => {
    setPart(0);
    try {
      const given = { params: { id: no }, query: { name: file.name }, file, key: newKey(), onProgress: setPart };
      await upload('attachToCase', given);
      message.success(`${file.name} 已存入 ${no}`);
      await client.invalidateQueries({ queryKey: ['showCase'] });
    } catch (error) {
      message.error(error instanceof Error ? error.message : '没有传上去，请再试一次。', 6);
    } finally {
      setPart(null);
    }
  };
  if (part !== null) return <Progress type="circle" size={22} percent={Math.round(part * 100)} aria-label="正在上传" />;
  return (
    <Upload
      showUploadList={false}
      accept=".jpg,.jpeg,.png,.gif,.pdf,.doc,.docx,.xls,.xlsx,.pptx"
      beforeUpload={(file) => {
        void send(file);
        return false;
      }}
    >
      <Button size="small" icon={<UploadOutlined />}>
        上传
      </Button>
    </Upload>
  );
}
