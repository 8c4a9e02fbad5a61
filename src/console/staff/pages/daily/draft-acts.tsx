import { App, Button, Flex, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import { useUser } from '../../shell/session.tsx';
import { type DailyDraft, dailyReads } from './words.ts';

const refresh = [...dailyReads, 'listDailyDrafts'] as const;

/** A person decides, and not the one who wrote it. */
export function DraftActs({ draft }: { draft: DailyDraft }) {
  const user = useUser();
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null);
  const own = draft.createdBy === user.name;
  if (user.role === 'staff') return null;
  return (
    <Flex gap="small">
      <Button
        type="primary"
        aria-label={`通过 ${draft.id}`}
        disabled={own}
        title={own ? '自己写的要请另一个人审核' : ''}
        onClick={() => setAsked('approve')}
      >
        {own ? '等别人审' : '通过'}
      </Button>
      <Button aria-label={`${own ? '撤回' : '退回'} ${draft.id}`} onClick={() => setAsked('reject')}>
        {own ? '撤回' : '退回'}
      </Button>
      <Approve draft={draft} open={asked === 'approve'} close={() => setAsked(null)} />
      <Reject draft={draft} open={asked === 'reject'} close={() => setAsked(null)} />
    </Flex>
  );
}

type Asked = { draft: DailyDraft; open: boolean; close: () => void };

/** What a model wrote may be put in other words first; what a person wrote is taken or left. */
function Approve({ draft: { id, text, generated }, open, close }: Asked) {
  const { message } = App.useApp();
  const [words, setWords] = useState(text);
  const approve = useAct('approveDailyDraft', {
    refresh,
    done() {
      void message.success(`${id} 已通过，进入寄语库。`);
      close();
    },
  });
  return (
    <Modal
      title={`通过 ${id}？`}
      open={open}
      okText="通过"
      confirmLoading={approve.isPending}
      onOk={() => approve.mutate({ params: { id }, body: words === text ? {} : { text: words } })}
      onCancel={close}
    >
      <p>
        之后就会用到，发到各工作群。
        {generated && '这一条是大模型起草的，请看看是否属实、得体；要改就在这里改。发出时注明“AI 生成，经人工审核”。'}
      </p>
      <Input.TextArea
        aria-label="寄语"
        rows={4}
        readOnly={!generated}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
    </Modal>
  );
}

function Reject({ draft: { id }, open, close }: Asked) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const reject = useAct('rejectDailyDraft', {
    refresh,
    done() {
      void message.success(`${id} 已退回，不会使用。`);
      close();
    },
  });
  return (
    <Modal
      title={`退回 ${id}？`}
      open={open}
      okText="退回"
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={reject.isPending}
      onOk={() => reject.mutate({ params: { id }, body: { reason: reason.trim() } })}
      onCancel={close}
    >
      <p>退回的不会使用，也不会再起草一样的。</p>
      <Input
        aria-label="原因"
        placeholder="原因，如 口气太硬"
        maxLength={200}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </Modal>
  );
}
