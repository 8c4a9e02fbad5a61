import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { Doorway } from './doorway.tsx';

type Filled = { name: string; password: string };

export function SignIn() {
  const client = useQueryClient();
  const { mutate, isPending, error } = useAct('signIn', {
    quiet: true,
    done: (answer) => client.setQueryData(['showSession', {}], answer),
  });
  return (
    <Doorway title="清语工作台" about="用管理员给您的账号登录。">
      {error && <Alert type="error" showIcon title={error.message} role="alert" />}
      <Form<Filled> layout="vertical" requiredMark={false} onFinish={(filled) => mutate({ body: filled })}>
        <Form.Item name="name" label="账号" rules={[{ required: true, message: '请填写账号' }]}>
          <Input prefix={<UserOutlined />} autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password prefix={<LockOutlined />} autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={isPending}>
          登录
        </Button>
      </Form>
    </Doorway>
  );
}
