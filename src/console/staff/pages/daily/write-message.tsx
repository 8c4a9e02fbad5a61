import { App, AutoComplete, Form, Input, Modal, Select } from 'antd';
import type { Answer, Body } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { dailyReads } from './words.ts';

/** In characters, as the server counts. */
const longest = 120;

/** A message of one's own; another person decides. */
export function WriteMessage({
  facts: { themes, occasions },
  open,
  close,
}: {
  facts: Answer<'showDaily'>;
  open: boolean;
  close: () => void;
}) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Body<'addDailyDraft'>>();
  const add = useAct('addDailyDraft', {
    refresh: [...dailyReads, 'listDailyDrafts'],
    done({ id }) {
      void message.success(`已记为 ${id}，请另一个人在“草稿”里审核。`);
      close();
    },
  });
  return (
    <Modal
      title="写一条寄语"
      open={open}
      okText="交给别人审核"
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={(body) => add.mutate({ body })}>
        <Form.Item name="text" label="寄语" rules={[{ required: true, message: '请写寄语。' }]}>
          <Input.TextArea
            rows={4}
            placeholder="一两句，讲身边的人和事"
            count={{ show: true, max: longest, strategy: (words) => Array.from(words).length }}
          />
        </Form.Item>
        <Form.Item name="theme" label="主题" rules={[{ required: true, message: '请写主题。' }]}>
          <AutoComplete
            showSearch={{ filterOption: (typed, option) => String(option?.value).includes(typed.trim()) }}
            options={themes.map(({ name }) => ({ value: name }))}
          />
        </Form.Item>
        <Form.Item name="occasion" label="只在哪个节日或节气用" extra="不选就哪天都可以。">
          <Select allowClear showSearch options={occasions.map((name) => ({ value: name, label: name }))} />
        </Form.Item>
        <Form.Item name="source" label="引用的出处" extra="引用经典时写作者和篇名；自己的话不用写。">
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
