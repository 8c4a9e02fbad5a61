import { Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { type DailyMessage, originNames } from './words.ts';

/** A message with what it is for and where it comes from; below it what else there is to say. */
export function MessageText({ message, children }: { message: DailyMessage; children?: ReactNode }) {
  const { text, source, theme, occasion, origin } = message;
  return (
    <Flex vertical gap={6} className="daily-text">
      <div>
        <div className="as-written">{text}</div>
        {source !== null && <Typography.Text type="secondary">——{source}</Typography.Text>}
      </div>
      <Flex wrap gap={6} align="center">
        <Tag>{theme}</Tag>
        {occasion !== null && <Tag color="green">{occasion}用</Tag>}
        {origin !== 'shipped' && <Tag variant="outlined">{originNames[origin]}</Tag>}
        {children}
      </Flex>
    </Flex>
  );
}
