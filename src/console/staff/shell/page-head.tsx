import { Flex, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';

/** The title of a page, also of the browser's tab, one line about it, and what can be done there. */
export function PageHead({ title, about, actions }: { title: string; about?: ReactNode; actions?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · 清语工作台`;
  }, [title]);
  return (
    <Flex wrap justify="space-between" align="flex-start" gap="small" className="page-head">
      <div>
        <Typography.Title level={1}>{title}</Typography.Title>
        {about !== undefined && <Typography.Text type="secondary">{about}</Typography.Text>}
      </div>
      <Flex wrap gap="small">
        {actions}
      </Flex>
    </Flex>
  );
}
