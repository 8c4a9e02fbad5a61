import { Alert, App, Button, Card, Col, Empty, Flex, Form, Row, Segmented, Select, Skeleton, Typography } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import type { Body } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { showDayAndWeekday } from '../../shell/days.ts';
import { BroadcastersOnly } from '../../shell/broadcasters-only.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { showTime, today } from '../../shell/time.ts';
import { SegmentInput } from '../broadcasts/segment-input.tsx';
import { useSettled } from '../broadcasts/settled.ts';
import { DateField, HostField, PlaceFields, TimeFields, TopicsField } from './day-fields.tsx';
import './days.css';
import { Every, everyOf, type EveryValues } from './every.tsx';
import { AsSeen, Reach } from './reach.tsx';
import { dayReads } from './words.ts';

type Values = EveryValues & {
  repeats: boolean;
  date: string;
  from: string;
  until: string;
  host: string;
  online: boolean;
  place?: string;
  topics: string[];
  to: string;
  announceDays: number | null;
  remindDays: number | null;
};
type Preview = Body<'previewDay'>;

const title = '安排接待日';

export function PlanDay() {
  return (
    <BroadcastersOnly title={title} back={{ to: '/days', name: '看接待日' }}>
      <Planned />
    </BroadcastersOnly>
  );
}

/** Written on the left; on the right what its groups will be told, and when. */
function Planned() {
  const [form] = Form.useForm<Values>();
  const [search] = useSearchParams();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const initial = { ...usual, date: today(), repeats: search.has('every') };
  const written = { ...initial, ...Form.useWatch<Values | undefined>((all: Values) => all, form) };
  const order = useSettled(orderOf(written), 400);
  const planned = (): void => void message.success('已安排，到时自动预告、开放和结束。');
  const plan = useAct('planDay', {
    refresh: dayReads,
    done: ({ id }) => (planned(), void navigate(`/days/${encodeURIComponent(id)}`)),
  });
  const planRule = useAct('planDayRule', {
    refresh: dayReads,
    done: () => (planned(), void navigate('/days?tab=rules')),
  });
  const submit = (): void => {
    const current = orderOf(written);
    if (current === null) return;
    const { every, ...draft } = current;
    if (typeof every === 'string') planRule.mutate({ body: { ...draft, every } });
    else plan.mutate({ body: draft });
  };
  return (
    <>
      <PageHead title={title} about="预览里是各群会收到的样子和时间。按“安排”以前什么都不会发出。" />
      <Row gutter={[24, 24]}>
        <Col xs={24} lg={12}>
          <Form<Values> form={form} layout="vertical" initialValues={initial} onFinish={submit} requiredMark={false}>
            <Form.Item name="repeats" label="几次">
              <Segmented
                options={[
                  { value: false, label: '一次' },
                  { value: true, label: '定期' },
                ]}
              />
            </Form.Item>
            {written.repeats && <Every />}
            <Flex wrap gap="middle" className="days-times">
              <DateField label={written.repeats ? '从哪天起' : '日期'} />
              <TimeFields />
            </Flex>
            <HostField />
            <PlaceFields />
            <TopicsField />
            <Form.Item name="to" label="哪些群" rules={[{ required: true, message: '请选哪些群。' }]}>
              <SegmentInput />
            </Form.Item>
            <Flex wrap gap="middle">
              <Form.Item name="announceDays" label="预告（9:00 发）">
                <Select options={leads('不预告')} popupMatchSelectWidth={false} />
              </Form.Item>
              <Form.Item name="remindDays" label="提醒（9:00 发）">
                <Select options={leads('不提醒')} popupMatchSelectWidth={false} />
              </Form.Item>
            </Flex>
            <Button type="primary" size="large" htmlType="submit" loading={plan.isPending || planRule.isPending}>
              安排
            </Button>
          </Form>
        </Col>
        <Col xs={24} lg={12}>
          <PreviewCard order={order} />
        </Col>
      </Row>
    </>
  );
}

const usual = {
  from: '09:00',
  until: '11:30',
  host: '',
  online: true,
  topics: [],
  to: '',
  announceDays: 3,
  remindDays: 1,
  pattern: 'workday',
  nth: 3,
  dayOfMonth: 15,
  weekday: 5,
} satisfies Omit<Values, 'date' | 'repeats'>;

/** Null while something is missing. */
function orderOf(values: Values): Preview | null {
  const { date, from, until, host, online, place = '', topics, to, announceDays, remindDays, repeats } = values;
  if (date === '' || host.trim() === '' || to === '' || (!online && place.trim() === '')) return null;
  const draft = { date, from, until, host: host.trim(), place: online ? null : place.trim(), topics, to };
  return { ...draft, announceDays, remindDays, every: repeats ? everyOf(values) : null };
}

function leads(none: string) {
  const days = [0, 1, 2, 3, 5, 7, 10, 14].map((value) => ({ value, label: value === 0 ? '当天' : `提前 ${value} 天` }));
  return [{ value: null, label: none }, ...days];
}

function PreviewCard({ order }: { order: Preview | null }) {
  const { data, error } = useRoute('previewDay', order === null ? {} : { body: order }, {
    enabled: order !== null,
    keep: true,
  });
  return (
    <Card size="small" title="预览" aria-live="polite">
      {order === null && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="写好谁接待、选好哪些群，这里就能看到各群会收到什么。"
        />
      )}
      {order !== null && error !== null && <Alert type="warning" showIcon title={error.message} />}
      {order !== null && error === null && data === undefined && <Skeleton active />}
      {order !== null && error === null && data !== undefined && (
        <Flex vertical gap="middle">
          {data.dates.length > 0 && (
            <Typography.Text>
              接下来几次：{data.dates.map((date) => showDayAndWeekday(date)).join('、')}
            </Typography.Text>
          )}
          {data.announceAt !== null && <AsSeen label={`预告，${showTime(data.announceAt)}`} text={data.announcement} />}
          {data.remindAt !== null && <AsSeen label={`提醒，${showTime(data.remindAt)}`} text={data.reminder} />}
          <AsSeen label={`开放，${showTime(data.startsAt)}`} text={data.opening} />
          {data.chats > 0 && <Typography.Text>开放时另外私聊邀请 {data.chats} 人。</Typography.Text>}
          <Reach reach={data} />
        </Flex>
      )}
    </Card>
  );
}
