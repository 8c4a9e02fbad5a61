import { App, Button, Empty, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { RowList } from '../../shell/row-list.tsx';
import { useUser } from '../../shell/session.tsx';
import { showTime } from '../../shell/time.ts';

type One = Answer<'listUndecided'>['undecided'][number];

/** Nobody knows whether it arrived: a person looks into the group and says. */
export function Undecided() {
  const reading = useRoute('listUndecided', {}, { every: 15_000 });
  const mayDecide = useUser().role !== 'staff';
  return (
    <ReadState of={reading}>
      {({ undecided }) => (
        <RowList
          label="结果不明"
          empty={<Empty description="没有结果不明的投递。" />}
          rows={undecided.map((one) => ({
            key: one.deliveryId,
            title: one.group,
            body: <What of={one} />,
            acts: mayDecide ? (
              <Decide of={one} />
            ) : (
              <Typography.Text type="secondary">由秘书或管理员决定</Typography.Text>
            ),
          }))}
        />
      )}
    </ReadState>
  );
}

function What({ of: { text, at, reason } }: { of: One }) {
  return (
    <>
      <Typography.Paragraph ellipsis={{ rows: 2 }}>{text}</Typography.Paragraph>
      <Typography.Text type="secondary">
        {showTime(at)} {reason}
      </Typography.Text>
    </>
  );
}

function Decide({ of }: { of: One }) {
  const { modal, message } = App.useApp();
  const resolve = useAct('resolveDelivery', {
    refresh: ['listUndecided', 'showStatistics', 'showBroadcast'],
    done: ({ resolved }) => void message.success(resolved === 'sent' ? '已记为送达。' : '已安排再发一次。'),
  });
  const ask = (as: 'sent' | 'resend', words: { title: string; content: string; okText: string }): void =>
    void modal.confirm({
      ...words,
      onOk: () => resolve.mutateAsync({ params: { id: of.deliveryId }, body: { as } }).catch(() => undefined),
    });
  const asSent = {
    title: `“${of.group}”已经收到了？`,
    content: '请先到群里看过。记下以后不会再发。',
    okText: '已经收到',
  };
  const again = {
    title: `给“${of.group}”再发一次？`,
    content: '请先到群里看过，确实没有。如果其实已经送达，群里会收到两次。',
    okText: '再发一次',
  };
  return (
    <>
      <Button onClick={() => ask('sent', asSent)}>已经收到</Button>
      <Button onClick={() => ask('resend', again)}>再发一次</Button>
    </>
  );
}
