import { Card, Empty, Flex, Progress, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';

type Load = Answer<'showToday'>['load'];

/** What the groups got unasked: whoever sends sees what the others have sent already. */
export function LoadCard({ load }: { load: Load }) {
  const { days, dailyCap, groups, messages, busiest } = load;
  const most = dailyCap * days;
  return (
    <Card size="small" title={`各群最近 ${days} 天收到的`}>
      {groups === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有接收群发的群，请到“通讯录”里开启。" />
      ) : (
        <Flex vertical gap="small">
          <Typography.Text type="secondary">
            {groups} 个群一共收到 {messages} 条寄语和群发，平均每群 {(messages / groups).toFixed(1)} 条；每群每天最多{' '}
            {dailyCap} 条。
          </Typography.Text>
          <ul className="load" aria-label="收到最多的群">
            {busiest.map(({ groupId, group, messages: count }) => (
              <li key={groupId}>
                <Flex justify="space-between" gap="small">
                  <Typography.Text ellipsis>{group}</Typography.Text>
                  <span className="figures">{count}</span>
                </Flex>
                <Progress
                  percent={Math.min(100, Math.round((count / most) * 100))}
                  showInfo={false}
                  size="small"
                  aria-label={`${group} 收到 ${count} 条`}
                />
              </li>
            ))}
          </ul>
        </Flex>
      )}
    </Card>
  );
}
