import { sizeInWords } from '../../../../domain/file.ts';
import {
  CheckCircleFilled,
  ClockCircleOutlined,
  CloseCircleFilled,
  LoadingOutlined,
  MinusCircleFilled,
} from '@ant-design/icons';
import { Flex, Progress, Typography } from 'antd';
import { Link } from 'react-router';
import { useDocumentPlace } from './document-list.tsx';
import type { Sent } from './uploads.ts';
import { outcomeNames } from './words.ts';

/** What came of each file. */
export function UploadReport({ files }: { files: readonly Sent[] }) {
  return (
    <ul className="knowledge-sent">
      {files.map((file) => (
        <li key={file.key}>
          <Mark file={file} />
          <div className="knowledge-sent-what">
            <Flex justify="space-between" gap="small">
              <Typography.Text ellipsis>{file.name}</Typography.Text>
              <Typography.Text type="secondary" className="figures">
                {sizeInWords(file.size)}
              </Typography.Text>
            </Flex>
            <Result file={file} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Mark({ file: { state, answer } }: { file: Sent }) {
  if (state === 'failed') return <CloseCircleFilled className="knowledge-bad" aria-label="没有读成" />;
  if (state === 'waiting') return <ClockCircleOutlined aria-label="等着" />;
  if (state !== 'done') return <LoadingOutlined aria-label="进行中" />;
  return answer?.outcome === 'duplicate' || answer?.outcome === 'unchanged' ? (
    <MinusCircleFilled aria-label="没有读入" className="knowledge-same" />
  ) : (
    <CheckCircleFilled className="knowledge-good" aria-label="读好了" />
  );
}

function Result({ file: { state, part, answer, reason } }: { file: Sent }) {
  const placeOf = useDocumentPlace();
  if (state === 'waiting') return <Typography.Text type="secondary">排队</Typography.Text>;
  if (state === 'sending') return <Progress percent={Math.floor(part * 100)} size="small" aria-label="已传" />;
  if (state === 'reading') return <Typography.Text type="secondary">已传完，正在读…</Typography.Text>;
  if (state === 'failed' || answer === null) return <Typography.Text type="danger">{reason}</Typography.Text>;
  return (
    <Typography.Text type="secondary">
      {outcomeNames[answer.outcome]}：<Link to={placeOf(answer.id)}>《{answer.title}》</Link>
      {answer.outcome === 'duplicate' ? '已有同样的内容' : ` ${answer.passages} 段`}
    </Typography.Text>
  );
}
