import { LockOutlined, SafetyOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { CallError } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { Doorway } from './doorway.tsx';

type Filled = { name: string; password: string; code?: string };

export function SignIn() {
  const client = useQueryClient();
  const [asksCode, setAsksCode] = useState(false);
  const { mutate, isPending, error } = useAct('signIn', {
    quiet: true,
    done: (answer) => client.setQueryData(['showSession', {}], answer),
  });
  // Once it was asked for it stays: a wrong code is tried again.
  if (!asksCode && error instanceof CallError && error.code === 'access/code-needed') setAsksCode(true);
  return (
    <Doorway title="清语工作台" about="用管理员给您的账号登录。">
      {error && <Alert type={kindOf(error)} showIcon title={error.message} role="alert" />}
      <Form<Filled> layout="vertical" requiredMark={false} onFinish={(filled) => mutate({ body: filled })}>
        <Form.Item name="name" label="账号" rules={[{ required: true, message: '请填写账号' }]}>
          <Input prefix={<UserOutlined />} autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password prefix={<LockOutlined />} autoComplete="current-password" size="large" />
        </Form.Item>
        {asksCode && (
          <Form.Item
            name="code"
            label="验证码"
            extra="手机不在身边时，输入一个恢复码。"
            rules={[{ required: true, message: '请填写验证码' }]}
          >
            <Input prefix={<SafetyOutlined />} autoComplete="one-time-code" autoFocus size="large" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={isPending}>
          登录
        </Button>
      </Form>
    </Doorway>
  );
}

/** That a code is wanted is no mistake of theirs. */
function kindOf(error: Error): 'info' | 'error' {
  return error instanceof CallError && error.code === 'access/code-needed' ? 'info' : 'error';
}
