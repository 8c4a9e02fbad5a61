import { App, AutoComplete, Checkbox, Form, Input, Modal, Typography } from 'antd';
import { useAct, useRoute } from '../../api/hooks.ts';
import type { Question } from './questions.tsx';

type Filled = { text: string; same: boolean; keep: boolean; collection?: string };
type Props = { question: Question; open: boolean; close: () => void };

/** Answers whoever asked, in the chat they asked in; the answer may become a document, so that the bot knows it from then on. */
export function AnswerQuestion({ question, open, close }: Props) {
  const [form] = Form.useForm<Filled>();
  const { message } = App.useApp();
  const { data } = useRoute('listCollections', {}, { enabled: open });
  const act = useAct('answerQuestion', {
    refresh: ['listQuestions', 'listDocuments', 'listCollections'],
    done: ({ told, documentId }) => {
      message.success(`已答复，${told} 人会在原来的会话里看到${documentId === null ? '。' : '；答复已存为资料。'}`);
      close();
    },
  });
  const send = ({ text, same, keep, collection = '' }: Filled): void =>
    act.mutate({
      params: { id: question.id },
      body: { text, same, keep: keep ? { collection: collection === '' ? null : collection } : null },
    });
  return (
    <Modal
      title="答复"
      open={open}
      onCancel={close}
      destroyOnHidden
      okText="发出答复"
      confirmLoading={act.isPending}
      onOk={form.submit}
    >
      <Typography.Paragraph className="question-text">{question.question}</Typography.Paragraph>
      <Form<Filled> form={form} layout="vertical" initialValues={{ same: true, keep: true }} onFinish={send}>
        <Form.Item name="text" label="答复" rules={[{ required: true, whitespace: true, message: '请写上答复' }]}>
          <Input.TextArea rows={5} maxLength={4000} showCount />
        </Form.Item>
        {question.count > 1 && (
          <Form.Item name="same" valuePropName="checked">
            <Checkbox>同时告诉问了同样问题的人（共 {question.count} 次）</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="keep" valuePropName="checked">
          <Checkbox>存为资料，以后同样的问题机器人自己答</Checkbox>
        </Form.Item>
        <Form.Item noStyle dependencies={['keep']}>
          {() =>
            form.getFieldValue('keep') !== false && (
              <Form.Item name="collection" label="资料集" extra="不填，就存入提问的群能用的资料集。">
                <AutoComplete allowClear options={(data?.collections ?? []).map(({ name }) => ({ value: name }))} />
              </Form.Item>
            )
          }
        </Form.Item>
      </Form>
    </Modal>
  );
}
