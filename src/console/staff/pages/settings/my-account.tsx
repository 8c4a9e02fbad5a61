import { App, Button, Card, Modal, Typography } from 'antd';
import { useState } from 'react';
import { ChangePassword } from '../sign-in/change-password.tsx';
import { Authenticator } from './authenticator.tsx';
import { OwnSessions } from './own-sessions.tsx';

/** One's own password, telephone and where one is signed in. */
export function MyAccount() {
  const { message } = App.useApp();
  const [changing, setChanging] = useState(false);
  const done = (): void => {
    setChanging(false);
    void message.success('密码改好了，其他地方的登录都已退出。');
  };
  return (
    <div className="settings-cards">
      <Card title="手机验证器">
        <Authenticator />
      </Card>
      <Card title="登录着的地方">
        <OwnSessions />
      </Card>
      <Card title="密码">
        <Typography.Paragraph>改了以后，其他地方的登录都会退出。忘了密码请找另一位管理员重设。</Typography.Paragraph>
        <Button onClick={() => setChanging(true)}>改密码</Button>
        <Modal title="改密码" open={changing} footer={null} destroyOnHidden onCancel={() => setChanging(false)}>
          <ChangePassword done={done} />
        </Modal>
      </Card>
    </div>
  );
}
