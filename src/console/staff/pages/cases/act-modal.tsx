import { Form, Input, Modal, Typography } from 'antd';
import { AssigneeSelect } from './assignee-select.tsx';
import { actWords, type Action } from './act-words.ts';
import { DueChoice, dueOf, type DueFilled } from './due-choice.tsx';
import { useCaseAct } from './use-case-act.ts';
import type { Whole } from './words.tsx';

type Filled = { note?: string; to?: string; lead?: string } & DueFilled;

/** One act on one case: what is needed for it, and what whoever submitted it hears. */
export function ActModal({ one, action, close }: { one: Whole; action: Action; close: () => void }) {
  const words = actWords[action];
  const [form] = Form.useForm<Filled>();
  const { mutate, isPending } = useCaseAct('actOnCase', { done: close, said: `${one.no} ${words.done}` });
  const act = ({ note, to, lead, ...due }: Filled): void =>
    mutate({
      params: { id: one.no },
      body: {
        action,
        seen: one.version,
        note: note?.trim() || null,
        ...(action === 'assign' ? { to, lead: lead ?? null, ...dueOf(due) } : {}),
      },
    });
  return (
    <Modal
      title={`${words.title} ${one.no}`}
      open
      okText={words.button}
      okButtonProps={{ danger: action === 'decline', htmlType: 'submit', form: 'case-act' }}
      confirmLoading={isPending}
      onCancel={close}
      destroyOnHidden
    >
      <Form<Filled>
        id="case-act"
        form={form}
        layout="vertical"
        className="case-form"
        requiredMark={false}
        onFinish={act}
        initialValues={{ due: 'workdays', workdays: 5 }}
      >
        {action === 'assign' && (
          <>
            <Form.Item name="to" label="交给谁办" rules={[{ required: true, message: '请选一个人或单位' }]}>
              <AssigneeSelect autoFocus />
            </Form.Item>
            <Form.Item name="lead" label="牵头（过期时也提醒，可以不选）">
              <AssigneeSelect />
            </Form.Item>
            <DueChoice keeps={one.dueDay} />
          </>
        )}
        <Form.Item
          name="note"
          label={words.label}
          rules={words.needs ? [{ required: true, whitespace: true, message: `请写上${words.label}` }] : []}
        >
          <Input.TextArea
            autoFocus={action !== 'assign'}
            rows={2}
            {...(words.needs ? { className: 'grows' } : {})}
            placeholder={words.placeholder}
            maxLength={2_000}
            showCount={words.needs}
          />
        </Form.Item>
      </Form>
      {words.hears !== null && <Typography.Text type="secondary">{hearsOf(one, words.hears)}</Typography.Text>}
    </Modal>
  );
}

function hearsOf({ noReply, source }: Whole, hears: string): string {
  return noReply !== null && source !== 'chat' ? '这件没有能通知的提交人，结果请电话或当面告知。' : hears;
}
