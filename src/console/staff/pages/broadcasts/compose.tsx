import { SendOutlined } from '@ant-design/icons';
import { App, Button, Col, Form, Row } from 'antd';
import { useNavigate } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';
import { BroadcastersOnly } from '../../shell/broadcasters-only.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { showTime } from '../../shell/time.ts';
import { ComposeFields } from './compose-fields.tsx';
import { type Draft, orderOf } from './order.ts';
import { PreviewCard, usePreview } from './preview.tsx';
import { useSettled } from './settled.ts';

const empty: Draft = { when: 'now', to: '', text: '', ask: false, urgent: false, days: 'all', file: null };

const title = '写一条群发';

export function Compose() {
  return (
    <BroadcastersOnly title={title} back={{ to: '/broadcasts', name: '看群发' }}>
      <Written />
    </BroadcastersOnly>
  );
}

/** Written on the left, seen on the right, and sent only after a person has read how many get it. */
function Written() {
  const [form] = Form.useForm<Draft>();
  const watched = Form.useWatch<Draft | undefined>((values: Draft) => values, form);
  const order = orderOf(watched ?? empty);
  const settled = useSettled(order, 350);
  const preview = usePreview(settled);
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const send = useAct('sendBroadcast', {
    refresh: ['listBroadcasts', 'listSeries', 'showStatistics'],
    done(sent) {
      message.success(sentInWords(sent));
      void navigate(sent.series ? '/broadcasts?tab=series' : `/broadcasts/${encodeURIComponent(sent.id)}`);
    },
  });

  const ask = (): void => {
    if (order === null || preview.data === undefined) return;
    const { groups, at, times } = preview.data;
    void modal.confirm({
      title: times.length > 0 ? `定期发到 ${groups.length} 个群？` : `发到 ${groups.length} 个群？`,
      content:
        times.length > 0 ? `第一次在 ${showTime(times[0] ?? null)}。` : `${showTime(at)} 起发出；发出以后收不回来。`,
      okText: '安排发送',
      onOk: () => send.mutateAsync({ body: order }).catch(() => undefined),
    });
  };
  // What is seen is of this very order, not of the one before the last letter.
  const isSeen = JSON.stringify(order) === JSON.stringify(settled) && !preview.isPlaceholderData;
  const ready = order !== null && isSeen && preview.data !== undefined && preview.error === null;
  return (
    <>
      <PageHead title={title} about="预览里是每个群会看到的样子。按“安排发送”以前什么都不会发出。" />
      <Row gutter={[24, 24]}>
        <Col xs={24} lg={13}>
          <Form<Draft> form={form} layout="vertical" initialValues={empty} onFinish={ask} requiredMark={false}>
            <ComposeFields />
            <Button
              type="primary"
              size="large"
              htmlType="submit"
              icon={<SendOutlined />}
              disabled={!ready}
              loading={send.isPending}
            >
              安排发送
            </Button>
          </Form>
        </Col>
        <Col xs={24} lg={11}>
          <PreviewCard reading={preview} ready={order !== null} />
        </Col>
      </Row>
    </>
  );
}

function sentInWords({ repeated, series, nextAt, deliveries }: Answer<'sendBroadcast'>): string {
  if (repeated) return '之前已经安排过，没有再发一次。';
  return series ? `已安排，第一次在 ${showTime(nextAt)}。` : `已安排，${deliveries} 个群。`;
}
