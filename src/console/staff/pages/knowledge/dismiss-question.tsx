import { Modal } from 'antd';
import { useAct } from '../../api/hooks.ts';
import type { Question } from './questions.tsx';

/** Takes a question from the list without an answer. */
export function DismissQuestion({
  question: { id, question, count },
  open,
  close,
}: {
  question: Question;
  open: boolean;
  close: () => void;
}) {
  const act = useAct('dismissQuestion', { refresh: ['listQuestions'], done: close });
  return (
    <Modal
      title="不再答复？"
      open={open}
      onCancel={close}
      okText="不再答复"
      okButtonProps={{ danger: true }}
      confirmLoading={act.isPending}
      onOk={() => act.mutate({ params: { id }, body: { same: true } })}
    >
      <p className="question-text">{question}</p>
      <p>{count > 1 ? `这个问题问了 ${count} 次，都会从待答里移走。` : '它会从待答里移走。'}提问的人不会收到通知。</p>
    </Modal>
  );
}
