import { Alert, Flex, Tag, Typography } from 'antd';
import type { DayOutlook } from './words.ts';

type Reached = Pick<DayOutlook, 'groups' | 'leftOut' | 'none'>;

/** Which groups get it, by name, and which do not and why. */
export function Reach({ reach: { groups, leftOut, none } }: { reach: Reached }) {
  if (none !== null) return <Alert type="warning" showIcon title={none} />;
  return (
    <Flex vertical gap="small">
      <Typography.Text strong>{groups.length} 个群会收到</Typography.Text>
      <Flex wrap gap={4} component="ul" className="days-rooms plain-tags" aria-label="会收到的群">
        {groups.map(({ groupId, group, byHand }) => (
          <li key={groupId}>
            <Tag>{byHand ? `${group}（人工发布）` : group}</Tag>
          </li>
        ))}
      </Flex>
      {leftOut.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`${leftOut.length} 个群不会收到`}
          description={
            <ul className="plain-list">
              {leftOut.slice(0, 20).map(({ groupId, group, reason }) => (
                <li key={groupId}>
                  {group}：{reason}
                </li>
              ))}
              {leftOut.length > 20 && <li>……还有 {leftOut.length - 20} 个</li>}
            </ul>
          }
        />
      )}
    </Flex>
  );
}

/** What is said, as a group sees it. */
export function AsSeen({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <Typography.Paragraph className="as-written as-seen">{text}</Typography.Paragraph>
    </div>
  );
}
