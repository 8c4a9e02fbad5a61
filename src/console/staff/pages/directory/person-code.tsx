import { Alert, Modal, Typography } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { showTime } from '../../shell/time.ts';
import type { Person } from './person.ts';

/** A code that makes a chat account this person; it is shown once. */
export function PersonCode({ person: { id, name }, close }: { person: Person; close: () => void }) {
  const issue = useAct('issuePersonCode', { refresh: ['listPeople'] });
  const issued = issue.data;
  if (issued === undefined)
    return (
      <Modal
        open
        title={`给 ${name} 取绑定码`}
        okText="取绑定码"
        confirmLoading={issue.isPending}
        onCancel={close}
        onOk={() => issue.mutate({ params: { id } })}
      >
        <Typography.Paragraph>
          本人把绑定码私聊发给机器人，机器人就知道这个聊天账号是 {name}。以前取过没用的码随即作废。
        </Typography.Paragraph>
      </Modal>
    );
  const words = `/绑定 ${issued.code}`;
  return (
    <Modal
      open
      title={`${name} 的绑定码`}
      okText="已经记下"
      cancelButtonProps={{ hidden: true }}
      onCancel={close}
      onOk={close}
    >
      <Typography.Text className="one-time-code" copyable={{ text: words, tooltips: ['复制整句', '已复制'] }}>
        {issued.code}
      </Typography.Text>
      <Typography.Paragraph>
        请 {name} 本人私聊机器人发：{words}
      </Typography.Paragraph>
      <Alert
        type="warning"
        showIcon
        title={`只显示这一次，${showTime(issued.expiresAt, 'clock')} 前有效，用一次就作废。`}
      />
    </Modal>
  );
}
