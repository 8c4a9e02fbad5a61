import { App, Button, Descriptions, Drawer, Flex, Form, Input, Modal, Tag, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { showDayAndWeekday } from '../../shell/days.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { useUser } from '../../shell/session.tsx';
import { ChooseMessage } from './choose-message.tsx';
import { type DailyDay, dailyReads, stateOf } from './words.ts';

type Themes = Answer<'showDaily'>['themes'];

/** One day: its whole text, where it comes from, what became of it, and what may still be done. */
export function DayDrawer({
  date,
  today,
  themes,
  close,
}: {
  date: string | null;
  today: string;
  themes: Themes;
  close: () => void;
}) {
  return (
    <Drawer
      title={date === null ? '' : showDayAndWeekday(date)}
      open={date !== null}
      size={520}
      onClose={close}
      destroyOnHidden
    >
      {date !== null && <Day date={date} today={today} themes={themes} />}
    </Drawer>
  );
}

function Day({ date, today, themes }: { date: string; today: string; themes: Themes }) {
  const reading = useRoute('showDailyDay', { params: { id: date } }, { every: 10_000 });
  return (
    <ReadState of={reading}>
      {(day) => (
        <Flex vertical gap="large">
          <Message day={day} today={today} />
          <Facts day={day} today={today} />
          <Acts day={day} today={today} themes={themes} />
        </Flex>
      )}
    </ReadState>
  );
}

function Message({ day: { date, text, source, state, reason, generated }, today }: { day: DailyDay; today: string }) {
  if (state === 'skipped') return <Typography.Text type="secondary">{reason ?? '当天不发寄语。'}</Typography.Text>;
  if (text === null && date < today) return <Typography.Text type="secondary">这一天没有发寄语。</Typography.Text>;
  if (text === null)
    return <Typography.Text type="danger">寄语库里没有可用的寄语，请写一条，或从寄语库指定一条。</Typography.Text>;
  return (
    <div>
      <Typography.Paragraph className="as-written daily-message">{text}</Typography.Paragraph>
      {source !== null && <Typography.Text type="secondary">——{source}</Typography.Text>}
      {generated && <Tag variant="outlined">AI 生成，经人工审核</Tag>}
    </div>
  );
}

function Facts({ day, today }: { day: DailyDay; today: string }) {
  const { date, theme, messageId, occasions, state, deliveries } = day;
  const shown = stateOf(day, today);
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        {
          key: 'state',
          label: '状态',
          children: (
            <Flex wrap gap="small" align="center">
              {shown === null ? '到时按规则选，可能会变' : <Tag color={shown.colour}>{shown.word}</Tag>}
              {deliveries !== null && (
                <Link to={`/broadcasts/${encodeURIComponent(`daily/${date}`)}`}>看每个群的投递</Link>
              )}
            </Flex>
          ),
        },
        ...(occasions.length === 0 ? [] : [{ key: 'occasions', label: '节日节气', children: occasions.join('、') }]),
        ...(theme === null || theme === '' ? [] : [{ key: 'theme', label: '主题', children: theme }]),
        ...(messageId === null || state === 'skipped' ? [] : [{ key: 'id', label: '编号', children: messageId }]),
      ]}
    />
  );
}

function Acts({ day, today, themes }: { day: DailyDay; today: string; themes: Themes }) {
  const { role } = useUser();
  const [choosing, setChoosing] = useState(false);
  const [skipping, setSkipping] = useState(false);
  const { modal, message } = App.useApp();
  const { date, state } = day;
  const params = { id: date };
  const refresh = dailyReads;
  const unfix = useAct('unfixDailyDay', { refresh, done: () => void message.success('不再指定，到时按规则选。') });
  const unskip = useAct('unskipDailyDay', { refresh, done: () => void message.success('当天照常发寄语。') });
  const send = useAct('sendDailyDay', {
    refresh,
    done: ({ added }) =>
      void message.info(added === 0 ? '各群都已安排过，没有新的要发。' : `已安排发往 ${added} 个群，随即发出。`),
  });
  if (role === 'staff') return null;
  const isOpen = date >= today && state !== 'planned';
  const askSend = (): void =>
    void modal.confirm({
      title: '现在就发今天的寄语？',
      content: '发到还没有收到的各群；已经收到的群不会再收。发出的收不回来。',
      okText: '现在发',
      onOk: () => send.mutateAsync({ params }).catch(() => undefined),
    });
  return (
    <Flex wrap gap="small">
      {isOpen && state !== 'skipped' && (
        <Button type="primary" onClick={() => setChoosing(true)}>
          换一条
        </Button>
      )}
      {state === 'fixed' && (
        <Button loading={unfix.isPending} onClick={() => unfix.mutate({ params })}>
          取消指定
        </Button>
      )}
      {isOpen && state !== 'skipped' && <Button onClick={() => setSkipping(true)}>当天不发</Button>}
      {date >= today && state === 'skipped' && (
        <Button type="primary" loading={unskip.isPending} onClick={() => unskip.mutate({ params })}>
          取消不发，照常
        </Button>
      )}
      {date === today && state !== 'skipped' && <Button onClick={askSend}>现在就发</Button>}
      <ChooseMessage date={date} themes={themes} open={choosing} close={() => setChoosing(false)} />
      <Skip date={date} open={skipping} close={() => setSkipping(false)} />
    </Flex>
  );
}

function Skip({ date, open, close }: { date: string; open: boolean; close: () => void }) {
  const { message } = App.useApp();
  const skip = useAct('skipDailyDay', {
    refresh: dailyReads,
    done() {
      void message.success('当天不发寄语。');
      close();
    },
  });
  const [form] = Form.useForm<{ reason?: string; told?: string }>();
  return (
    <Modal
      title={`${showDayAndWeekday(date)}不发寄语？`}
      open={open}
      okText="不发"
      confirmLoading={skip.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason = '', told = '' }) =>
          skip.mutate({ params: { id: date }, body: { reason: reason.trim(), told: told.trim() } })
        }
      >
        <Form.Item name="reason" label="原因（只给工作人员看）" rules={[{ required: true, message: '请写明原因。' }]}>
          <Input maxLength={200} placeholder="如 国家公祭日" />
        </Form.Item>
        <Form.Item name="told" label="成员问起“寄语”时怎么说" extra="不写就只说：今天不发寄语。">
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
