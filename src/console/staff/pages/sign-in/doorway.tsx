import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';

/** The card in front of the console. */
export function Doorway({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <main className="doorway">
      <Flex vertical gap="middle" className="doorway-card">
        <Flex align="center" gap="small">
          <img src="/console/favicon.svg" alt="" width={36} height={36} />
          <Typography.Title level={1} className="doorway-title">
            {title}
          </Typography.Title>
        </Flex>
        <Typography.Text type="secondary">{about}</Typography.Text>
        {children}
      </Flex>
    </main>
  );
}
