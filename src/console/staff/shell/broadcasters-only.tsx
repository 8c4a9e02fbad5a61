import { Empty } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageHead } from './page-head.tsx';
import { useUser } from './session.tsx';

type Given = { title: string; back: { to: string; name: string }; children: ReactNode };

/** Whoever comes by a link is told who may, before anything is written for nothing. */
export function BroadcastersOnly({ title, back, children }: Given) {
  if (useUser().role !== 'staff') return children;
  return (
    <>
      <PageHead title={title} />
      <Empty description="这件事由秘书或管理员做，您的账号是工作人员；需要的话请找他们。">
        <Link to={back.to}>{back.name}</Link>
      </Empty>
    </>
  );
}
