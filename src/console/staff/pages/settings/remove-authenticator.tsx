import { App, Form, Input, Modal } from 'antd';
import { useAct } from '../../api/hooks.ts';
import type { Body } from '../../api/call.ts';
import { Problem } from './problem.tsx';

type Filled = Body<'removeAuthenticator'>;

export function RemoveAuthenticator({ open, close }: { open: boolean; close: () => void }) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Filled>();
  const remove = useAct('removeAuthenticator', {
    quiet: true,
    refresh: ['showAuthenticator'],
    done() {
      close();
      void message.success('手机验证器已关闭。');
    },
  });
  return (
    <Modal
      title="关闭手机验证器"
      open={open}
      destroyOnHidden
      okText="关闭手机验证器"
      okButtonProps={{ danger: true }}
      confirmLoading={remove.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      afterClose={remove.reset}
    >
      <Form<Filled> form={form} layout="vertical" requiredMark={false} onFinish={(body) => remove.mutate({ body })}>
        <Form.Item>以后登录只用密码，恢复码作废。换手机的话，关闭后再重新设置。</Form.Item>
        <Problem error={remove.error} />
        <Form.Item name="password" label="现在的密码" rules={[{ required: true, message: '请填写现在的密码' }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item
          name="code"
          label="手机上的 6 位验证码，或一个恢复码"
          rules={[{ required: true, message: '请填写验证码' }]}
        >
          <Input autoComplete="one-time-code" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
