import { BulbOutlined, LockOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../api/hooks.ts';
import { ChangePassword } from '../pages/sign-in/change-password.tsx';
import { useLookState } from './look.tsx';
import { roleNames } from './role-names.ts';
import { useUser } from './session.tsx';

/** Who is signed in, the look, the password, the way out. */
export function Account() {
  const user = useUser();
  const { look, choose } = useLookState();
  const [changing, setChanging] = useState(false);
  // A new page: nothing that was read stays in this one.
  const leave = useAct('signOut', { done: () => location.reload() });
  const looks = [
    { key: 'auto', label: '跟随系统', onClick: () => choose('auto') },
    { key: 'light', label: '浅色', onClick: () => choose('light') },
    { key: 'dark', label: '深色', onClick: () => choose('dark') },
  ];
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [look],
          items: [
            { key: 'look', icon: <BulbOutlined />, label: '外观', children: looks },
            { key: 'password', icon: <LockOutlined />, label: '改密码', onClick: () => setChanging(true) },
            { type: 'divider' },
            { key: 'leave', icon: <LogoutOutlined />, label: '退出登录', onClick: () => leave.mutate({}) },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={`账号：${user.name}，${roleNames[user.role]}`}>
          {user.name}
        </Button>
      </Dropdown>
      <Modal title="改密码" open={changing} footer={null} destroyOnHidden onCancel={() => setChanging(false)}>
        <ChangePassword done={() => setChanging(false)} />
      </Modal>
    </>
  );
}
