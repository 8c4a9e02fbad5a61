import { CheckCircleOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';

type Counts = Answer<'showToday'>['needs'];

/** In the order in which they should be looked at: what may be wrong already first. */
const places: readonly { of: keyof Counts; name: string; to: string; pressing?: boolean }[] = [
  { of: 'unknown', name: '结果不明的投递', to: '/broadcasts?tab=undecided', pressing: true },
  { of: 'overdueCases', name: '过期的诉求', to: '/cases?state=overdue', pressing: true },
  { of: 'handoffs', name: '转人工的问题', to: '/knowledge/unanswered', pressing: true },
  { of: 'newCases', name: '还没受理的诉求', to: '/cases?status=registered' },
  { of: 'questions', name: '没有答复的问题', to: '/knowledge/unanswered' },
  { of: 'byHand', name: '等人手工发布', to: '/broadcasts?tab=waiting' },
  { of: 'reminders', name: '要人工提醒确认', to: '/broadcasts' },
  { of: 'drafts', name: '等审核的寄语', to: '/daily?tab=drafts' },
];

/** What waits for a person; each leads to where it is done. */
export function Needs({ needs }: { needs: Counts }) {
  const waiting = places.filter(({ of }) => needs[of] > 0);
  if (waiting.length === 0)
    return (
      <Flex align="center" gap="small" className="all-done" role="status">
        <CheckCircleOutlined />
        <Typography.Text>没有要人处理的事。</Typography.Text>
      </Flex>
    );
  return (
    <ul className="needs" aria-label="要人处理的">
      {waiting.map(({ of, name, to, pressing = false }) => (
        <li key={of}>
          <Link to={to} className={pressing ? 'need need-pressing' : 'need'}>
            <span className="need-count figures">{needs[of]}</span>
            <span>{name}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
