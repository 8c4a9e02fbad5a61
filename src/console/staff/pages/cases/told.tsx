import { Card } from 'antd';
import { showTime } from '../../shell/time.ts';
import { deliveryNames, type Whole } from './words.tsx';

/** What whoever submitted it was told and said to it, in order. */
export function Told({ one }: { one: Whole }) {
  const lines = [
    ...one.told.map((told) => ({ key: told.id, at: told.sentAt ?? told.at, told, said: null })),
    ...one.steps
      .filter(({ theirs, action, note }) => theirs && action !== 'register' && (note !== null || action === 'rate'))
      .map((step) => ({ key: `s${step.seq}`, at: step.at, told: null, said: step })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  return (
    <Card title="和提交人的往来" size="small">
      {lines.length === 0 ? (
        <p className="quiet case-empty">
          {one.noReply ?? '还没有告诉提交人什么。受理、交办、办结时机器人会自动告知。'}
        </p>
      ) : (
        <ul className="case-talk" aria-label="和提交人的往来">
          {lines.map(({ key, at, told, said }) => (
            <li key={key} className={said === null ? 'is-ours' : 'is-theirs'}>
              <p>{told?.text ?? said?.note ?? '作了评价'}</p>
              <span className="quiet">
                <span className="figures">{showTime(at)}</span>
                {told !== null && ` · ${deliveryNames[told.state]}`}
                {told !== null && told.reason !== null && `（${told.reason}）`}
                {said !== null && ' · 提交人'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
