import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { Doorway } from './doorway.tsx';

type Filled = { current: string; password: string; again: string };

/** `first`: the password was given by somebody else, and nothing can be done before it is changed. */
export function ChangePassword({ first = false, done }: { first?: boolean; done?: () => void }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useAct('changePassword', {
    quiet: true,
    done(answer) {
      client.setQueryData(['showSession', {}], answer);
      done?.();
    },
  });
  const form = (
    <>
      {error && <Alert type="error" showIcon title={error.message} role="alert" />}
      <Form<Filled>
        layout="vertical"
        requiredMark={false}
        onFinish={({ current, password }) => mutate({ body: { current, password } })}
      >
        <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请填写现在的密码' }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label="新密码"
          extra="至少 10 个字，可以是一句只有您知道的话。"
          rules={[{ required: true, message: '请填写新密码' }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label="再填一次新密码"
          dependencies={['password']}
          rules={[{ required: true, message: '请再填一次' }, same]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={isPending}>
          改密码
        </Button>
      </Form>
    </>
  );
  if (!first) return form;
  return (
    <Doorway title="先改初始密码" about="初始密码只用来第一次登录。换成您自己的以后，就可以开始用了。">
      {form}
    </Doorway>
  );
}

function same({ getFieldValue }: { getFieldValue: (name: string) => unknown }) {
  return {
    validator: (_: unknown, again: unknown) =>
      again === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error('两次填的不一样')),
  };
}
