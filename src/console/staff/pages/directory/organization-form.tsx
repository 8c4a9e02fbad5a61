import { Form, Input, Modal, Select } from 'antd';
import { useId } from 'react';
import { useAct } from '../../api/hooks.ts';
import { type OrganizationKind, organizationKinds } from '../../../../domain/organization-kind.ts';
import { kindNames } from './names.ts';
import { type Organization, OrganizationSelect } from './organization-select.tsx';

type Written = { name: string; kind?: OrganizationKind; parent?: string; tags?: string[] };

/** A new organization, or one that is to be another: its name, its place, its tags. */
export function OrganizationForm({
  open,
  organization,
  parent,
  close,
  done,
}: {
  open: boolean;
  organization?: Organization;
  parent?: string;
  close: () => void;
  done: (id: string) => void;
}) {
  const [form] = Form.useForm<Written>();
  const formId = useId();
  const options = {
    refresh: ['listOrganizations', 'listGroups', 'listPeople'] as const,
    done({ id }: { id: string }) {
      close();
      done(id);
    },
  };
  const add = useAct('addOrganization', options);
  const change = useAct('changeOrganization', options);
  const save = ({ name, kind, parent: above, tags = [] }: Written): void => {
    const body = { name, parent: above ?? null, tags, ...(kind === undefined ? {} : { kind }) };
    if (organization === undefined) add.mutate({ body });
    else change.mutate({ params: { id: organization.id }, body });
  };
  return (
    <Modal
      title={organization === undefined ? '新建组织' : '修改组织'}
      open={open}
      destroyOnHidden
      okText="保存"
      confirmLoading={add.isPending || change.isPending}
      onCancel={close}
      okButtonProps={{ htmlType: 'submit', form: formId }}
    >
      <Form<Written>
        form={form}
        name={formId}
        layout="vertical"
        preserve={false}
        initialValues={organization === undefined ? { parent } : { ...organization, parent: organization.parentId }}
        onFinish={save}
      >
        <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="parent" label="上级" extra="下级、群和人都跟着它走。">
          <OrganizationSelect
            placeholder="没有上级"
            {...(organization === undefined ? {} : { without: organization.id })}
          />
        </Form.Item>
        <Form.Item name="kind" label="类别">
          <Select
            allowClear
            placeholder="按名称判断"
            options={organizationKinds.map((value) => ({ value, label: kindNames[value] }))}
          />
        </Form.Item>
        <Form.Item name="tags" label="标签" extra="群发给标签时，归到这个组织的群也会收到。">
          <Select mode="tags" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
