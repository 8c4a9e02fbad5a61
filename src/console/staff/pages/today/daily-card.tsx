import { Card, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';

/** The daily message of today, sent or still to come. */
export function DailyCard({ daily }: { daily: Answer<'showToday'>['daily'] }) {
  return (
    <Card size="small" title="今天的寄语" extra={<Link to="/daily">看以后的</Link>}>
      {daily === null ? (
        <Typography.Text type="secondary">寄语库里没有今天能用的，请到“寄语”里加。</Typography.Text>
      ) : (
        <>
          <Typography.Paragraph className="as-written">{daily.text}</Typography.Paragraph>
          {daily.skipped !== null && <Tag color="orange">今天不发：{daily.skipped}</Tag>}
          {daily.skipped === null && daily.broadcastId === null && (
            <Tag>{daily.over ? '今天没有发，时段已经过了' : '还没到发送时间'}</Tag>
          )}
          {daily.broadcastId !== null && (
            <Link to={`/broadcasts/${encodeURIComponent(daily.broadcastId)}`}>看发到了哪些群</Link>
          )}
        </>
      )}
    </Card>
  );
}
