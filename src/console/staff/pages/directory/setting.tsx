import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';

/** Its name, what it does, and how it is set: beside it, or below where that is long. */
export function Setting({
  name,
  about,
  wide = false,
  children,
}: {
  name: string;
  about: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}) {
  return (
    <Flex className="setting" vertical={wide} justify="space-between" align={wide ? 'stretch' : 'center'} gap="small">
      <div>
        <Typography.Text strong>{name}</Typography.Text>
        <Typography.Text type="secondary" className="cell-under">
          {about}
        </Typography.Text>
      </div>
      {children}
    </Flex>
  );
}
