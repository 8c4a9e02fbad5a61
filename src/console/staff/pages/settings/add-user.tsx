import { Form, Input, Modal, Radio } from 'antd';
import type { Body } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { roleNames } from '../../shell/role-names.ts';
import { Problem } from './problem.tsx';
import type { Secret } from './one-time.tsx';

type Filled = Body<'addUser'>;

const about = {
  secretary: '可以群发，办理诉求',
  staff: '办理诉求，看群发的结果',
  admin: '什么都能做，还管账号和设置',
} as const;

/** A new account, with a password that is shown once. */
export function AddUser({ open, close, show }: { open: boolean; close: () => void; show: (secret: Secret) => void }) {
  const [form] = Form.useForm<Filled>();
  const add = useAct('addUser', {
    quiet: true,
    refresh: ['listUsers'],
    done({ name, password }) {
      close();
      show({
        title: `账号 ${name} 已新建`,
        secret: password,
        about: `这是 ${name} 的临时密码，请当面或电话告诉本人；本人第一次登录就要改掉它。`,
      });
    },
  });
  return (
    <Modal
      title="新建账号"
      open={open}
      destroyOnHidden
      okText="新建"
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      afterClose={add.reset}
    >
      <Problem error={add.error} />
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        clearOnDestroy
        initialValues={{ role: 'staff' }}
        onFinish={(filled) => add.mutate({ body: filled })}
      >
        <Form.Item
          name="name"
          label="名字"
          extra="1 到 20 个字，例如 周秘书；以后不能改，操作记录里用它。"
          rules={[{ required: true, message: '请填写名字' }]}
        >
          <Input autoFocus maxLength={20} autoComplete="off" />
        </Form.Item>
        <Form.Item name="role" label="身份">
          <Radio.Group
            vertical
            options={(['staff', 'secretary', 'admin'] as const).map((role) => ({
              value: role,
              label: `${roleNames[role]}：${about[role]}`,
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
