import { Alert, Button, Card, Form, InputNumber, Select } from 'antd';
import type { Answer, Body } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { useShowJobs } from '../../shell/jobs.tsx';
import { useUser } from '../../shell/session.tsx';

/** A model drafts a few, which a person then decides about; or what there is to set before it can. */
export function AskModel({ facts: { canDraft, themes, occasions } }: { facts: Answer<'showDaily'> }) {
  const { role } = useUser();
  const showJobs = useShowJobs();
  const draft = useAct('draftDailyWithModel', { done: showJobs });
  if (role === 'staff') return null;
  if (!canDraft)
    return (
      <Alert
        type="info"
        showIcon
        title="还没有接上大模型，不能请它起草。"
        description="请管理员设置 CHAT_MODEL，以及 OPENAI_API_KEY 或 OPENAI_BASE_URL，再重启服务。寄语照常从寄语库里选，不受影响。"
      />
    );
  return (
    <Card size="small" title="请大模型起草">
      <Form<Body<'draftDailyWithModel'>>
        layout="inline"
        className="daily-ask"
        initialValues={{ count: 3 }}
        onFinish={(body) => draft.mutate({ body })}
      >
        <Form.Item name="theme" label="主题">
          <Select
            allowClear
            showSearch
            placeholder="条数最少的"
            options={themes.map(({ name, messages }) => ({ value: name, label: `${name}（${messages}）` }))}
          />
        </Form.Item>
        <Form.Item name="occasion" label="为哪个节日">
          <Select
            allowClear
            showSearch
            placeholder="不为节日"
            options={occasions.map((name) => ({ value: name, label: name }))}
          />
        </Form.Item>
        <Form.Item name="count" label="几条">
          <InputNumber min={1} max={10} precision={0} />
        </Form.Item>
        <Button htmlType="submit" loading={draft.isPending}>
          起草
        </Button>
      </Form>
    </Card>
  );
}
