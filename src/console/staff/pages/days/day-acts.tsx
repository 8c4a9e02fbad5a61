import { App, Button, Flex, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import { useUser } from '../../shell/session.tsx';
import { useSettled } from '../broadcasts/settled.ts';
import { ChangeDay } from './change-day.tsx';
import { Outlook } from './outlook.tsx';
import { dayReads, type ShownDay } from './words.ts';

type Asked = 'announce' | 'open' | 'close' | 'cancel' | 'change';

/** What may be done in this state; each shows first what is told to whom. */
export function DayActs({ day }: { day: ShownDay }) {
  const { role } = useUser();
  const [asked, setAsked] = useState<Asked | null>(null);
  if (role === 'staff') return null;
  const { status } = day;
  const ahead = status === 'planned' || status === 'announced';
  const close = (): void => setAsked(null);
  return (
    <>
      {status === 'planned' && <Button onClick={() => setAsked('announce')}>现在预告</Button>}
      {ahead && (
        <Button type="primary" onClick={() => setAsked('open')}>
          现在开放
        </Button>
      )}
      {status === 'open' && (
        <Button type="primary" onClick={() => setAsked('close')}>
          现在结束
        </Button>
      )}
      {(ahead || status === 'open') && <Button onClick={() => setAsked('change')}>改</Button>}
      {ahead && (
        <Button danger onClick={() => setAsked('cancel')}>
          取消这次
        </Button>
      )}
      {(asked === 'announce' || asked === 'open' || asked === 'close') && (
        <Simple day={day} act={asked} close={close} />
      )}
      {asked === 'cancel' && <Cancel day={day} close={close} />}
      {asked === 'change' && <ChangeDay day={day} close={close} />}
    </>
  );
}

const titles = { announce: '现在就预告？', open: '现在就开放？', close: '现在就结束？' } as const;
const buttons = { announce: '预告', open: '开放', close: '结束' } as const;
const done = { announce: '已预告。', open: '已开放，诉求会算在这次接待日里。', close: '已结束。' } as const;

function Simple({ day: { id }, act, close }: { day: ShownDay; act: keyof typeof titles; close: () => void }) {
  const { message } = App.useApp();
  const ended = { refresh: dayReads, done: () => (void message.success(done[act]), close()) };
  const acts = {
    announce: useAct('announceDay', ended),
    open: useAct('openDay', ended),
    close: useAct('closeDay', ended),
  };
  return (
    <Modal
      open
      title={titles[act]}
      okText={buttons[act]}
      confirmLoading={acts[act].isPending}
      onOk={() => acts[act].mutate({ params: { id } })}
      onCancel={close}
    >
      <Outlook id={id} act={{ kind: act }} />
    </Modal>
  );
}

function Cancel({ day: { id }, close }: { day: ShownDay; close: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const settled = useSettled(reason, 400);
  const cancel = useAct('cancelDay', {
    refresh: dayReads,
    done: () => (void message.success('已取消。'), close()),
  });
  return (
    <Modal
      open
      title="取消这次接待日？"
      okText="取消接待日"
      cancelText="再想想"
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={cancel.isPending}
      onOk={() => cancel.mutate({ params: { id }, body: { reason: reason.trim() } })}
      onCancel={close}
    >
      <Flex vertical gap="middle">
        <Input
          aria-label="取消的原因"
          placeholder="原因，听说过这次接待日的群会看到"
          maxLength={200}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Outlook id={id} act={{ kind: 'cancel', reason: settled }} />
      </Flex>
    </Modal>
  );
}
