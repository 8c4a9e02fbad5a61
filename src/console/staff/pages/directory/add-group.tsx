import { Form, Input, Modal, Select, Typography } from 'antd';
import { useId } from 'react';
import { useAct, useRoute } from '../../api/hooks.ts';

type Written = { name: string; tags?: string[] };

/** A group that no bot can be in: what is for it is listed, and a person posts it. */
export function AddGroup({ open, close, added }: { open: boolean; close: () => void; added: (id: string) => void }) {
  const [form] = Form.useForm<Written>();
  const formId = useId();
  const { data } = useRoute('listTags', {}, { enabled: open });
  const add = useAct('addGroup', {
    refresh: ['listGroups', 'listTags'],
    done({ id }) {
      close();
      added(id);
    },
  });
  return (
    <Modal
      title="登记手工群"
      open={open}
      destroyOnHidden
      okText="登记"
      confirmLoading={add.isPending}
      onCancel={close}
      okButtonProps={{ htmlType: 'submit', form: formId }}
    >
      <Typography.Paragraph type="secondary">
        放不了机器人的群登记在这里：要发的内容会列出来，由您手工发到群里，再标记已发。
      </Typography.Paragraph>
      <Form<Written>
        form={form}
        name={formId}
        layout="vertical"
        preserve={false}
        onFinish={({ name, tags = [] }) => add.mutate({ body: { name, tags } })}
      >
        <Form.Item name="name" label="群名" rules={[{ required: true, whitespace: true, message: '请填写群名' }]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="tags" label="标签">
          <Select mode="tags" options={(data?.tags ?? []).map(({ name }) => ({ value: name, label: name }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
