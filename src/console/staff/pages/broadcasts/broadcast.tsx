import { PrinterOutlined } from '@ant-design/icons';
import { App, Button, Card, Descriptions, Flex, Input, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { deliveryStates } from '../../../../domain/delivery.ts';
import { stateNames } from '../../../../features/broadcasts/state-names.ts';
import { addressOf, type Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { useUser } from '../../shell/session.tsx';
import { showTime } from '../../shell/time.ts';
import { CountsBar, isMoving } from './counts.tsx';
import { Ledger } from './ledger.tsx';
import { Receipts } from './receipts.tsx';
import { SegmentInWords } from './segment-words.tsx';

type Shown = Answer<'showBroadcast'>;
type State = Shown['deliveries'][number]['state'];

/** One broadcast: how far it is, to whom it went, who answered. */
export function Broadcast() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [state, setState] = useState<State | null>(null);
  const [places, setPlaces] = useState<readonly string[]>([]);
  const after = places.at(-1);
  const query = { limit: 50, ...(state === null ? {} : { state }), ...(after === undefined ? {} : { after }) };
  const reading = useRoute('showBroadcast', { params: { id }, query }, { every: 3_000, keep: true });
  return (
    <>
      <PageHead
        title="群发"
        about={reading.data && `${showTime(reading.data.at)} · ${reading.data.createdBy ?? '自动'}`}
        actions={
          reading.data && (
            <>
              <Button
                icon={<PrinterOutlined />}
                onClick={() => void navigate(`/broadcasts/${encodeURIComponent(id)}/print`)}
              >
                打印
              </Button>
              <Acts broadcast={reading.data} />
            </>
          )
        }
      />
      <ReadState of={reading}>
        {(broadcast) => (
          <Flex vertical gap="large">
            <Facts broadcast={broadcast} />
            {broadcast.receipt !== null && <Receipts id={id} moving={isMoving(broadcast.counts)} />}
            <Card
              size="small"
              title="投递"
              extra={
                <Flex wrap gap={4}>
                  {deliveryStates
                    .filter((one) => broadcast.counts[one] > 0)
                    .map((one) => (
                      <Tag.CheckableTag
                        key={one}
                        checked={state === one}
                        onChange={(on) => (setState(on ? one : null), setPlaces([]))}
                      >
                        {stateNames[one]} {broadcast.counts[one]}
                      </Tag.CheckableTag>
                    ))}
                </Flex>
              }
            >
              <Ledger deliveries={broadcast.deliveries} />
              <Pager places={places} next={broadcast.next} go={setPlaces} />
            </Card>
          </Flex>
        )}
      </ReadState>
    </>
  );
}

function Facts({ broadcast }: { broadcast: Shown }) {
  const { id, text, file, counts, segment, closesAt, receipt, urgent, reminder, cancelledAt } = broadcast;
  return (
    <Card size="small">
      <Flex vertical gap="middle">
        <Typography.Paragraph className="as-written as-seen">{text}</Typography.Paragraph>
        {file !== null && (
          <a href={addressOf('showBroadcastFile', { params: { id } })} download>
            附件：{file.name}
          </a>
        )}
        <CountsBar counts={counts} />
        <Descriptions size="small" column={{ xs: 1, md: 2 }}>
          <Descriptions.Item label="发给">
            <SegmentInWords of={segment} />
          </Descriptions.Item>
          <Descriptions.Item label="最晚发出">{showTime(closesAt)}</Descriptions.Item>
          {receipt !== null && (
            <Descriptions.Item label="请回复收到">{`${receipt.reason}，${showTime(receipt.until)} 前`}</Descriptions.Item>
          )}
          {reminder !== null && (
            <Descriptions.Item label="截止前提醒">{`${reminderNames[reminder.outcome]}（${showTime(reminder.at)}）`}</Descriptions.Item>
          )}
          {urgent !== null && <Descriptions.Item label="加急">{urgent}</Descriptions.Item>}
          {cancelledAt !== null && <Descriptions.Item label="已取消">{showTime(cancelledAt)}</Descriptions.Item>}
        </Descriptions>
      </Flex>
    </Card>
  );
}

const reminderNames = { planned: '已私聊提醒', 'by-hand': '要人工提醒', unneeded: '不需要' } as const;

function Acts({ broadcast }: { broadcast: Shown }) {
  const { role } = useUser();
  const { modal, message } = App.useApp();
  const refresh = ['showBroadcast', 'listBroadcasts'] as const;
  const cancel = useAct('cancelBroadcast', {
    refresh,
    done: ({ caught, sent, inFlight }) =>
      void message.info(`拦下 ${caught} 个；已发出 ${sent} 个，正在发 ${inFlight} 个。`),
  });
  const edit = useAct('editBroadcast', {
    refresh,
    done: ({ changed }) => void message.success(`已改，${changed} 个群会收到新的内容。`),
  });
  const { id, counts, cancelledAt, text } = broadcast;
  if (role === 'staff' || cancelledAt !== null || !isMoving(counts)) return null;

  const askCancel = (): void =>
    void modal.confirm({
      title: '取消这次群发？',
      content: `还没发出的 ${counts.pending + counts.claimed} 个群不再发；已经发出的收不回来。`,
      okText: '取消群发',
      okButtonProps: { danger: true },
      cancelText: '再想想',
      onOk: () => cancel.mutateAsync({ params: { id } }).catch(() => undefined),
    });
  const askEdit = (): void => {
    let changed = text;
    void modal.confirm({
      title: '改内容',
      icon: null,
      width: 560,
      content: (
        <Input.TextArea
          defaultValue={text}
          rows={7}
          className="grows"
          aria-label="新的内容"
          onChange={({ target }) => (changed = target.value)}
        />
      ),
      okText: '改成这样',
      onOk: () => edit.mutateAsync({ params: { id }, body: { text: changed } }).catch(() => undefined),
    });
  };
  return (
    <>
      {counts.sent === 0 && <Button onClick={askEdit}>改内容</Button>}
      <Button danger onClick={askCancel}>
        取消
      </Button>
    </>
  );
}
