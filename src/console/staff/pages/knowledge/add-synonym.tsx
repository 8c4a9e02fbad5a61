import { Button, Drawer, Flex, Form, Input, Select, Typography } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { TrialView } from './trial-view.tsx';

type Filled = { words: string[]; question?: string };

/** A new group, tried on a question before it is kept. */
export function AddSynonym({ open, close }: { open: boolean; close: () => void }) {
  const [form] = Form.useForm<Filled>();
  const trying = useAct('trySynonym');
  const shut = (): void => {
    form.resetFields();
    trying.reset();
    close();
  };
  const adding = useAct('addSynonym', { refresh: ['listSynonyms'], done: shut });
  const tryIt = async (): Promise<void> => {
    const { words, question = '' } = await form.validateFields();
    if (question.trim() !== '') trying.mutate({ body: { words, question } });
  };
  return (
    <Drawer title="加一组同义词" open={open} onClose={shut} size="min(900px, 100vw)">
      <Form<Filled> form={form} layout="vertical" onFinish={({ words }) => adding.mutate({ body: { words } })}>
        <Form.Item
          name="words"
          label="同义的词"
          extra="写一个按一下回车，例如：民非、民办非企业单位。"
          rules={[{ required: true, message: '请至少写两个词' }]}
        >
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={['=', '＝', '、', '，', ',']}
            maxCount={20}
          />
        </Form.Item>
        <Form.Item name="question" label="拿一个问题试试（可以不填）">
          <Input maxLength={500} placeholder="例如：民非要年检吗？" />
        </Form.Item>
        <Flex gap="small" wrap>
          <Button onClick={() => void tryIt()} loading={trying.isPending}>
            试试效果
          </Button>
          <Button type="primary" htmlType="submit" loading={adding.isPending}>
            加上
          </Button>
        </Flex>
      </Form>
      {trying.data !== undefined && (
        <div className="before-after">
          <section aria-label="加之前">
            <Typography.Title level={3}>加之前</Typography.Title>
            <TrialView trial={trying.data.before} />
          </section>
          <section aria-label="加之后">
            <Typography.Title level={3}>加之后</Typography.Title>
            <TrialView trial={trying.data.after} />
          </section>
        </div>
      )}
    </Drawer>
  );
}
