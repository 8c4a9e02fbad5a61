import { Timeline, Typography } from 'antd';
import { actionNames, statusNames } from '../../../../features/reception/labels.ts';
import { showRecorded } from '../../shell/time.ts';
import type { Whole } from './words.tsx';

type Step = Whole['steps'][number];

const colourOf: Partial<Record<Step['action'], string>> = {
  resolve: 'green',
  report_back: 'green',
  decline: 'red',
  return: 'red',
  withdraw: 'gray',
  merge: 'gray',
  note: 'gray',
  attach: 'gray',
};

/** Who did what when and why, the first first. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <Timeline
      aria-label="经过"
      items={steps.map((step) => ({
        key: step.seq,
        color: colourOf[step.action] ?? 'blue',
        content: <OneStep step={step} />,
      }))}
    />
  );
}

function OneStep({ step }: { step: Step }) {
  const { who, theirs, action, note, at } = step;
  return (
    <div className="case-step">
      <div>
        <Typography.Text strong>{titleOf(step)}</Typography.Text>
        <span className="quiet">
          {' '}
          {who}
          {theirs && '（提交人）'} · <span className="figures">{showRecorded(at)}</span>
        </span>
      </div>
      {note !== null && <p className={theirs ? 'case-note is-theirs' : 'case-note'}>{note}</p>}
      {action === 'note' && <span className="quiet">只给工作人员看</span>}
    </div>
  );
}

function titleOf({ action, detail, status, seq }: Step): string {
  const text = (name: string): string | null => (typeof detail[name] === 'string' ? detail[name] : null);
  const due = text('due');
  if (action === 'assign')
    return `交办给 ${text('assignee') ?? '？'}${text('lead') === null ? '' : `，牵头 ${text('lead')}`}${due === null ? '' : `，${due} 前`}`;
  if (action === 'merge') return text('into') === null ? `并进来 ${text('from') ?? ''}` : `并入 ${text('into')}`;
  if (action === 'attach') return `存入 ${String(detail['files'] ?? 1)} 个文件`;
  if (action === 'note') return '备注';
  return seq === 1 ? '登记' : `${actionNames[action]}${isMove(action) ? `：${statusNames[status]}` : ''}`;
}

/** The name of the act does not say yet where it led. */
function isMove(action: Step['action']): boolean {
  return action === 'return' || action === 'reopen';
}
