import { PaperClipOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Progress, Upload } from 'antd';
import { useState } from 'react';
import { upload } from '../../api/upload.ts';

type Attached = { id: string; name: string };
type Sending = { name: string; part: number; stop: AbortController };

/** One file that goes with the broadcast; it is checked by the server as soon as it is there. */
export function Attach({
  value = null,
  onChange,
}: {
  value?: Attached | null;
  onChange?: (file: Attached | null) => void;
}) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<string | null>(null);

  const send = async (file: File): Promise<void> => {
    const stop = new AbortController();
    setError(null);
    setSending({ name: file.name, part: 0, stop });
    try {
      const onProgress = (part: number): void => setSending({ name: file.name, part, stop });
      const { id, name } = await upload('uploadFile', {
        query: { name: file.name },
        file,
        onProgress,
        signal: stop.signal,
      });
      onChange?.({ id, name });
    } catch (failed) {
      if (!stop.signal.aborted) setError(failed instanceof Error ? failed.message : String(failed));
    } finally {
      setSending(null);
    }
  };

  return (
    <Flex vertical gap="small" align="flex-start">
      {value === null && sending === null && (
        <Upload showUploadList={false} beforeUpload={(file) => (void send(file), false)}>
          <Button icon={<PaperClipOutlined />}>加附件（最大 20 MB）</Button>
        </Upload>
      )}
      {sending !== null && (
        <Flex gap="small" align="center" className="attach-row">
          <span>{sending.name}</span>
          <Progress percent={Math.floor(sending.part * 100)} size="small" aria-label={`正在上传 ${sending.name}`} />
          <Button size="small" onClick={() => sending.stop.abort()}>
            不传了
          </Button>
        </Flex>
      )}
      {value !== null && (
        <Flex gap="small" align="center">
          <PaperClipOutlined />
          <span>{value.name}</span>
          <Button size="small" onClick={() => onChange?.(null)}>
            去掉
          </Button>
        </Flex>
      )}
      {error !== null && <Alert type="error" title={error} showIcon />}
    </Flex>
  );
}
