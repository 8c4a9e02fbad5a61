import { DatePicker, Form, Input, Modal, Radio } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useId } from 'react';
import { useAct } from '../../api/hooks.ts';
import { showTime, today } from '../../shell/time.ts';
import { OrganizationSelect } from './organization-select.tsx';
import type { Person } from './person.ts';

type Written = { organization: string; name: string; post?: string; phone?: string; agreed: boolean; on?: Dayjs };

/** Somebody new, or what is another about somebody. A number that is left empty stays as it is. */
export function PersonForm({ open, person, close }: { open: boolean; person: Person | undefined; close: () => void }) {
  const [form] = Form.useForm<Written>();
  const formId = useId();
  const agreed = Form.useWatch('agreed', form);
  const options = { refresh: ['listPeople', 'listOrganizations'] as const, done: close };
  const add = useAct('addPerson', options);
  const change = useAct('changePerson', options);
  const save = (written: Written): void => {
    const body = { organization: written.organization, name: written.name, ...factsOf(written, person) };
    if (person === undefined) add.mutate({ body });
    else change.mutate({ params: { id: person.id }, body });
  };
  return (
    <Modal
      title={person === undefined ? '新增一个人' : `修改 ${person.name}`}
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
        initialValues={valuesOf(person)}
        onFinish={save}
      >
        <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}>
          <Input maxLength={30} autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="organization" label="组织" rules={[{ required: true, message: '请选一个组织' }]}>
          <OrganizationSelect placeholder="选一个组织" />
        </Form.Item>
        <Form.Item name="post" label="职务">
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="phone"
          label="电话"
          extra={person?.phone ? `现在是 ${person.phone}，不改就空着；要清空请写“无”。` : '手机或座机，不带分机。'}
        >
          <Input maxLength={40} autoComplete="off" inputMode="tel" />
        </Form.Item>
        <Form.Item name="agreed" label="接收短信">
          <Radio.Group
            options={[
              { value: true, label: '本人同意' },
              { value: false, label: '没有同意，或收回了' },
            ]}
          />
        </Form.Item>
        {agreed === true && (
          <Form.Item name="on" label="同意的日期" rules={[{ required: true, message: '请选同意的日期' }]}>
            <DatePicker className="setting-control" maxDate={dayjs(today())} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function valuesOf(person: Person | undefined): Partial<Written> {
  if (person === undefined) return { agreed: false, on: dayjs(today()) };
  const { name, post, organization, smsConsentAt } = person;
  return {
    name,
    post: post ?? '',
    organization: organization.id,
    agreed: smsConsentAt !== null,
    on: dayjs(smsConsentAt === null ? today() : showTime(smsConsentAt, 'day')),
  };
}

/** Consent is only said where it is another: a refusal counts from the moment it is written. */
function factsOf({ post = '', phone = '', agreed, on }: Written, person: Person | undefined) {
  const consent = agreed ? (on?.format('YYYY-MM-DD') ?? today()) : null;
  const before = person?.smsConsentAt ?? null;
  const known = before === null ? null : showTime(before, 'day');
  return {
    ...(person === undefined && post === '' ? {} : { post }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() === '无' ? '' : phone }),
    ...(consent === known ? {} : { consent }),
  };
}
