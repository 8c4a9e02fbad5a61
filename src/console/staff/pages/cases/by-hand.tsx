import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';

type Reminder = Answer<'listCaseReminders'>['reminders'][number];

const stages: Record<Reminder['stage'], string> = {
  assigned: '新交办',
  before: '快到期',
  on: '今天到期',
  overdue: '已过期',
};

/** Whom a person has to remind, because the bot cannot write to them in private. */
export function ByHand() {
  const { data } = useRoute('listCaseReminders', {}, { every: 120_000 });
  const [open, setOpen] = useState(false);
  const reminders = data?.reminders ?? [];
  if (reminders.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="case-merged"
      title={`有 ${reminders.length} 件的承办人机器人私聊不到，要由人提醒`}
      action={
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起' : '看是谁'}
        </Button>
      }
      description={open && <Reminders reminders={reminders} />}
    />
  );
}

function Reminders({ reminders }: { reminders: readonly Reminder[] }) {
  return (
    <ul className="case-lines" aria-label="要由人提醒的">
      {reminders.map((one) => (
        <li key={`${one.no}/${one.stage}`}>
          <Flex wrap gap="4px 12px">
            <Link to={`/cases/${one.no}`} className="figures">
              {one.no}
            </Link>
            <strong>{one.assignee}</strong>
            {one.lead !== null && <span>牵头 {one.lead}</span>}
            <span>
              {stages[one.stage]}
              {one.dueDay !== null && `（期限 ${one.dueDay}）`}
            </span>
            <span className="quiet">{one.reason}</span>
          </Flex>
        </li>
      ))}
    </ul>
  );
}
