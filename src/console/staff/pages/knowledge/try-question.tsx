import { Button, Flex, Form, Input, Select, Typography } from 'antd';
import { useAct, useRoute } from '../../api/hooks.ts';
import { GroupSelect } from '../../shell/group-select.tsx';
import { TrialView } from './trial-view.tsx';

type Filled = { question: string; group?: string | undefined; collections?: string[] };

/** A question asked as a member would, with why it is answered as it is. */
export function TryQuestion() {
  const act = useAct('tryQuestion');
  const { data } = useRoute('listCollections');
  const [form] = Form.useForm<Filled>();
  const group = Form.useWatch('group', form);
  return (
    <>
      <Form<Filled>
        className="knowledge-ask"
        form={form}
        onFinish={({ question, group = null, collections = [] }) =>
          act.mutate({
            body: { question, group, collections: group !== null || collections.length === 0 ? null : collections },
          })
        }
      >
        <Form.Item name="question" rules={[{ required: true, whitespace: true, message: '请写上要问的话' }]}>
          <Input.TextArea
            rows={2}
            maxLength={500}
            aria-label="要问的话"
            placeholder="像成员那样问，例如：会费每年多少？"
            onPressEnter={(event) => {
              if (event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
        </Form.Item>
        <Flex gap="small" wrap>
          <Form.Item name="group" className="knowledge-in">
            <GroupSelect none="不按哪个群" />
          </Form.Item>
          <Form.Item name="collections" className="knowledge-in">
            <Select
              mode="multiple"
              disabled={group !== undefined}
              allowClear
              aria-label="只在这些资料集里找"
              placeholder={group === undefined ? '全部资料集' : '按这个群用的资料集'}
              options={(data?.collections ?? []).map(({ name }) => ({ value: name, label: name }))}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            试一问
          </Button>
        </Flex>
      </Form>
      {act.data === undefined ? (
        <Typography.Paragraph type="secondary">
          会看到成员得到的回答、找到的段落、匹配的词，以及为什么答或不答。试问不留记录，也不进入待答问题。
        </Typography.Paragraph>
      ) : (
        <TrialView trial={act.data} />
      )}
    </>
  );
}
