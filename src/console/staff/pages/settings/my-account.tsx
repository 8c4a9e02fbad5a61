import { App, Card } from 'antd';
import { ChangePassword } from '../sign-in/change-password.tsx';
import { Authenticator } from './authenticator.tsx';
import { OwnSessions } from './own-sessions.tsx';

/** One's own password, telephone and where one is signed in. */
export function MyAccount() {
  const { message } = App.useApp();
  return (
    <div className="settings-cards">
      <Card title="手机验证器">
        <Authenticator />
      </Card>
      <Card title="登录着的地方">
        <OwnSessions />
      </Card>
      <Card title="改密码">
        <ChangePassword done={() => void message.success('密码改好了，其他地方的登录都已退出。')} />
      </Card>
    </div>
  );
}
