import { CloudDownloadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Empty, Flex, Popover, Progress, Typography } from 'antd';
import { sizeInWords } from '../../../domain/file.ts';
import { addressOf, type Answer } from '../api/call.ts';
import { useRoute } from '../api/hooks.ts';
import { useJobsOpen } from './jobs-open.tsx';
import { showTime } from './time.ts';

type Job = Answer<'listJobs'>['jobs'][number];

/** What takes longer than a page: how far it is, and what came of it. It goes on when the page is left. */
export function Jobs() {
  const { shown, open } = useJobsOpen();
  const { data } = useRoute('listJobs', {}, { every: shown ? 1_000 : 15_000 });
  const jobs = data?.jobs ?? [];
  const running = jobs.filter(({ state }) => state === 'running').length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={shown}
      onOpenChange={open}
      title="任务"
      content={<JobList jobs={jobs} />}
    >
      <Badge count={running} size="small">
        <Button
          type="text"
          icon={<CloudDownloadOutlined />}
          aria-label={running === 0 ? '任务' : `任务，${running} 件在做`}
        />
      </Badge>
    </Popover>
  );
}

/** For a page that has begun one: shows the list with it. */
export function useShowJobs(): () => void {
  const { open } = useJobsOpen();
  const client = useQueryClient();
  return () => {
    open(true);
    void client.invalidateQueries({ queryKey: ['listJobs'] });
  };
}

function JobList({ jobs }: { jobs: readonly Job[] }) {
  if (jobs.length === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description="导出、导入这样费时的事会列在这里，离开页面也会接着做。"
      />
    );
  return (
    <Flex vertical gap="middle" component="ul" className="jobs" aria-label="任务">
      {jobs.map((job) => (
        <li key={job.id}>
          <JobRow job={job} />
        </li>
      ))}
    </Flex>
  );
}

function JobRow({ job }: { job: Job }) {
  const { title, state, note, file, startedAt } = job;
  return (
    <>
      <Flex justify="space-between" gap="small">
        <Typography.Text strong>{title}</Typography.Text>
        <Typography.Text type="secondary">{showTime(startedAt, 'clock')}</Typography.Text>
      </Flex>
      {state === 'running' && <Going job={job} />}
      {note !== null && <Typography.Text type={state === 'failed' ? 'danger' : 'secondary'}>{note}</Typography.Text>}
      {file !== null && (
        <div>
          <a href={addressOf('fetchJobFile', { params: { id: job.id } })} download>
            下载 {file.name}（{sizeInWords(file.bytes)}）
          </a>
        </div>
      )}
    </>
  );
}

/** How far it is, where that is known. */
function Going({ job: { done, total } }: { job: Job }) {
  if (total === null || total === 0)
    return <Typography.Text type="secondary">{done === 0 ? '正在做…' : `已做 ${done}`}</Typography.Text>;
  return <Progress percent={Math.floor((done / total) * 100)} size="small" aria-label={`${done} / ${total}`} />;
}
