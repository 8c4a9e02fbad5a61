import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Flex, Skeleton, Typography } from 'antd';
import { type Answer, type Body, call } from '../../api/call.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { showTime } from '../../shell/time.ts';
import { AsSeen } from './as-seen.tsx';

export type Preview = Answer<'previewBroadcast'>;
type Group = Preview['groups'][number];

/** What would happen, asked anew whenever the order is another. */
export function usePreview(order: Body<'sendBroadcast'> | null) {
  return useQuery({
    queryKey: ['previewBroadcast', order],
    queryFn: ({ signal }) => call('previewBroadcast', order === null ? {} : { body: order }, signal),
    enabled: order !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Who gets it, as what, when, and who does not; nothing has been planned. */
export function PreviewCard({ reading, ready }: { reading: ReturnType<typeof usePreview>; ready: boolean }) {
  const { data, error } = reading;
  return (
    <Card title="预览" size="small" aria-live="polite">
      {!ready && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="写好内容、选好发给谁，这里就能看到每个群收到什么。" />
      )}
      {ready && error !== null && <Alert type="warning" showIcon title={error.message} />}
      {ready && error === null && (data === undefined ? <Skeleton active /> : <Shown preview={data} />)}
    </Card>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { groups, skipped, at, waits, closesAt, urgent, times, note, file } = preview;
  return (
    <Flex vertical gap="middle">
      <div>
        <Typography.Text strong>会发到 {groups.length} 个群</Typography.Text>
        <br />
        <Typography.Text type="secondary">
          {times.length > 0
            ? `最近几次：${times.map((time) => showTime(time)).join('、')}`
            : `${showTime(at)} 起，最晚 ${showTime(closesAt)}`}
        </Typography.Text>
      </div>
      {waits && <Alert type="info" showIcon title={`那时是免打扰时段，等到 ${showTime(at)} 才发出。`} />}
      {urgent !== null && (
        <Alert type="warning" showIcon title="加急：免打扰时段也发，不受每天条数限制；原因会留在操作记录里。" />
      )}
      {note !== null && <Alert type="info" showIcon title={note} />}
      <Unspoken groups={groups.filter(({ unspoken }) => unspoken)} />
      {skipped.length > 0 && <Skipped skipped={skipped} />}
      <AsSeen groups={groups} file={file} />
      <Groups groups={groups} cap={preview.dailyCap} />
    </Flex>
  );
}

function Groups({ groups, cap }: { groups: readonly Group[]; cap: number }) {
  return (
    <DataTable<Group>
      rowKey="groupId"
      size="small"
      label="会收到的群"
      dataSource={[...groups]}
      pagination={{ pageSize: 8, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: '群', dataIndex: 'group' },
        { title: '怎么发', key: 'how', render: (_, one) => howOf(one) },
        {
          title: '今天已收',
          key: 'load',
          align: 'right',
          render: (_, { sentToday }) => (
            <Typography.Text type={sentToday >= cap ? 'danger' : 'secondary'} className="figures">
              {sentToday}/{cap}
            </Typography.Text>
          ),
        },
      ]}
    />
  );
}

function howOf({ byHand, mergesWith, messages }: Group): string {
  if (byHand) return '人工发布';
  if (mergesWith > 0) return `和另外 ${mergesWith} 条合成一条`;
  return messages === 1 ? '1 条' : `拆成 ${messages} 条`;
}

/** They may be spoken to before it goes out, so that they are among those who get it. */
function Unspoken({ groups }: Pick<Preview, 'groups'>) {
  if (groups.length === 0) return null;
  const names = groups.slice(0, 20).map(({ group }) => group);
  return (
    <Alert
      type="warning"
      showIcon
      title={`${groups.length} 个群现在发不进去`}
      description={`还没有人在这些群里 @ 过机器人，平台不让它先开口。请先在群里 @ 它说一句话，几分钟内会自动补发：${names.join('、')}${
        groups.length > 20 ? ` 等 ${groups.length} 个` : ''
      }`}
    />
  );
}

function Skipped({ skipped }: Pick<Preview, 'skipped'>) {
  return (
    <Alert
      type="warning"
      showIcon
      title={`${skipped.length} 个群不会收到`}
      description={
        <ul className="plain-list">
          {skipped.slice(0, 20).map(({ groupId, group, reason }) => (
            <li key={groupId}>
              {group}：{reason}
            </li>
          ))}
          {skipped.length > 20 && <li>……还有 {skipped.length - 20} 个</li>}
        </ul>
      }
    />
  );
}
