import { Card, Empty } from 'antd';
import { showTime } from '../../shell/time.ts';
import { BroadcastContent, type Listed } from '../broadcasts/broadcast-list.tsx';
import { CountsBar } from '../broadcasts/counts.tsx';

/** What goes out today; under each other where it is narrow, for a table would be cut off. */
export function BroadcastsCard({ broadcasts }: { broadcasts: readonly Listed[] }) {
  return (
    <Card size="small" title="今天的群发">
      {broadcasts.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="今天还没有群发。" />
      ) : (
        <ul className="sent-today" aria-label="今天的群发">
          {broadcasts.map((one) => (
            <li key={one.id}>
              <div>
                <BroadcastContent broadcast={one} />
                <span className="sent-by figures">{`${showTime(one.at)} · ${one.createdBy ?? '自动'}`}</span>
              </div>
              <CountsBar counts={one.counts} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
