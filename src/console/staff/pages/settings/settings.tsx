import { Tabs } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { PageHead } from '../../shell/page-head.tsx';
import { roleNames } from '../../shell/role-names.ts';
import { useUser } from '../../shell/session.tsx';
import { AuditLog } from './audit-log.tsx';
import { Backup } from './backup.tsx';
import { Findings } from './findings.tsx';
import { MyAccount } from './my-account.tsx';
import { Users } from './users.tsx';
import { Version } from './version.tsx';
import './settings.css';

/** Each has an address of its own; what is for administrators is not shown to others. */
const tabs = [
  { key: 'account', label: '我的账号', administrators: false, children: <MyAccount /> },
  { key: 'channels', label: '渠道与自检', administrators: true, children: <Findings /> },
  { key: 'users', label: '账号', administrators: true, children: <Users /> },
  { key: 'audit', label: '操作记录', administrators: true, children: <AuditLog /> },
  { key: 'backup', label: '备份', administrators: true, children: <Backup /> },
  { key: 'version', label: '版本', administrators: false, children: <Version /> },
];

export function Settings() {
  const { name, role } = useUser();
  const { tab = 'account' } = useParams();
  const navigate = useNavigate();
  const shown = tabs.filter(({ administrators }) => !administrators || role === 'admin');
  const here = shown.find(({ key }) => key === tab)?.key ?? 'account';
  return (
    <>
      <PageHead title="设置" about={`${name}，${roleNames[role]}`} />
      <Tabs
        activeKey={here}
        destroyOnHidden
        items={shown.map(({ key, label, children }) => ({ key, label, children }))}
        onChange={(key) => void navigate(`/settings/${key}`)}
      />
    </>
  );
}
