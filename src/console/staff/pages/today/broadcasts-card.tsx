import { Card, Empty } from 'antd';
import { BroadcastLines, type Listed } from '../broadcasts/broadcast-list.tsx';

/** What goes out today; under each other where it is narrow, for a table would be cut off. */
export function BroadcastsCard({ broadcasts }: { broadcasts: readonly Listed[] }) {
  return (
    <Card size="small" title="今天的群发">
      {broadcasts.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="今天还没有群发。" />
      ) : (
        <BroadcastLines label="今天的群发" broadcasts={broadcasts} />
      )}
    </Card>
  );
}
