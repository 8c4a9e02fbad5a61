import { Card, Tag } from 'antd';
import { showTime } from '../../shell/time.ts';
import { Due, type Whole } from './words.tsx';

const endNames: Readonly<Record<string, string>> = {
  reassigned: '改交他人',
  returned: '退回',
  resolved: '办结',
  declined: '不予受理',
  withdrawn: '撤回',
  merged: '并入',
};

/** Who must act, until when, and who had to before. */
export function Assignments({ one }: { one: Whole }) {
  return (
    <Card title="承办" size="small">
      {one.assignments.length === 0 ? (
        <p className="quiet case-empty">还没有交办给谁。点上面的“交办”，定下人和期限，快到期会提醒。</p>
      ) : (
        <ul className="case-lines" aria-label="承办">
          {one.assignments.toReversed().map((given) => (
            <li key={given.assignedAt}>
              <div className="case-line-head">
                <strong>{given.assignee}</strong>
                {given.endedAs === null ? (
                  <Tag color="blue">在办</Tag>
                ) : (
                  <Tag>{endNames[given.endedAs] ?? given.endedAs}</Tag>
                )}
              </div>
              {given.where !== null && <div className="quiet">{given.where}</div>}
              {given.lead !== null && <div>牵头 {given.lead}</div>}
              {given.endedAs === null ? (
                <div>
                  期限 <Due of={one} />
                </div>
              ) : (
                given.dueDay !== null && <div className="quiet figures">期限 {given.dueDay}</div>
              )}
              <div className="quiet">
                {given.assignedBy} 于 <span className="figures">{showTime(given.assignedAt)}</span> 交办
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
