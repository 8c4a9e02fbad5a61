import { Tabs } from 'antd';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { PageHead } from '../../shell/page-head.tsx';
import './directory.css';

const tabs = [
  { key: 'organizations', label: '组织' },
  { key: 'groups', label: '工作群' },
  { key: 'people', label: '人员' },
  { key: 'members', label: '发过言的人' },
];

/** Whom the bot can reach: organizations, groups, and people. */
export function Directory() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const here = tabs.find(({ key }) => pathname.startsWith(`/directory/${key}`))?.key ?? 'organizations';
  return (
    <>
      <PageHead title="通讯录" about="组织、工作群和人：群发发给谁、诉求归到哪里，都看这里。" />
      <Tabs activeKey={here} items={tabs} onChange={(key) => void navigate(`/directory/${key}`)} />
      <Outlet />
    </>
  );
}
