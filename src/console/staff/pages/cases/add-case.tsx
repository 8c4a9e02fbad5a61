import { App, Button, Col, Drawer, Flex, Form, Input, Radio, Row, Select } from 'antd';
import { useNavigate } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { DueChoice, dueOf, type DueFilled } from './due-choice.tsx';

type Filled = {
  source: 'desk' | 'superior';
  kind: string;
  content: string;
  organization?: string;
  contact?: string;
  phone?: string;
  category?: string;
  expectation?: string;
  givenBy?: string;
  theirNumber?: string;
} & DueFilled;

type Props = { open: boolean; close: () => void; kinds: Answer<'listCaseChoices'>['kinds'] };

/** What came by telephone or on paper, or what a body above wants done (督办). */
export function AddCase({ open, close, kinds }: Props) {
  const [form] = Form.useForm<Filled>();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { mutate, isPending } = useAct('addCase', {
    refresh: ['listCases', 'countCases'],
    done({ no }) {
      message.success(`已登记，编号 ${no}`);
      form.resetFields();
      close();
      void navigate(`/cases/${no}`);
    },
  });
  const source = Form.useWatch('source', form);
  const add = ({ due, workdays, dueDay, ...said }: Filled): void =>
    mutate({ body: { ...said, ...dueOf({ due, workdays, dueDay }) } });
  return (
    <Drawer
      title="登记一件"
      open={open}
      onClose={close}
      size={560}
      forceRender={false}
      footer={
        <Flex justify="end" gap="small">
          <Button onClick={close}>取消</Button>
          <Button type="primary" htmlType="submit" form="case-add" loading={isPending}>
            登记
          </Button>
        </Flex>
      }
    >
      <Form<Filled>
        id="case-add"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={add}
        initialValues={{ source: 'desk', kind: 'demand', due: 'none', workdays: 5 }}
      >
        <Form.Item name="source" label="怎么来的">
          <Radio.Group
            optionType="button"
            options={[
              { value: 'desk', label: '来电来访' },
              { value: 'superior', label: '上级交办（督办）' },
            ]}
          />
        </Form.Item>
        {source === 'superior' && (
          <Row gutter={12}>
            <Half name="givenBy" label="交办单位" required />
            <Half name="theirNumber" label="对方文号" />
          </Row>
        )}
        <Row gutter={12}>
          <Col xs={24} sm={12}>
            <Form.Item name="kind" label="类别" rules={[{ required: true, message: '请选类别' }]}>
              <Select options={kinds.map(({ kind, name }) => ({ value: kind, label: name }))} />
            </Form.Item>
          </Col>
          <Half name="category" label="分类" />
        </Row>
        <Form.Item
          name="content"
          label="内容"
          rules={[{ required: true, whitespace: true, message: '请写上要办的事' }]}
        >
          <Input.TextArea className="grows" maxLength={8_000} placeholder="什么事，在哪里，什么时候" />
        </Form.Item>
        <Form.Item name="expectation" label="期望">
          <Input maxLength={200} />
        </Form.Item>
        <Row gutter={12}>
          <Half name="organization" label="单位" />
          <Half name="contact" label="联系人" />
          <Half name="phone" label="电话" />
        </Row>
        <DueChoice keeps={null} />
      </Form>
    </Drawer>
  );
}

function Half({ name, label, required = false }: { name: keyof Filled; label: string; required?: boolean }) {
  return (
    <Col xs={24} sm={12}>
      <Form.Item
        name={name}
        label={label}
        rules={required ? [{ required, whitespace: true, message: `请写上${label}` }] : []}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </Col>
  );
}
