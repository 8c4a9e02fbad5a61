import { PlusOutlined } from '@ant-design/icons';
import { Badge, Button, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { useUser } from '../../shell/session.tsx';
import { BroadcastList } from './broadcast-list.tsx';
import { SeriesList } from './series-list.tsx';
import { Undecided } from './undecided.tsx';
import { Waiting } from './waiting.tsx';

/** What was sent, what goes on, what a person must decide or post. */
export function Broadcasts() {
  const { role } = useUser();
  const [search, setSearch] = useSearchParams();
  const statistics = useRoute('showStatistics', {}, { every: 30_000 });
  const { unknown = 0, waiting = 0 } = statistics.data ?? {};
  return (
    <>
      <PageHead
        title="群发"
        about="通知、提醒发到选定的工作群，每个群只收到一次。"
        actions={
          role !== 'staff' && (
            <Link to="/broadcasts/new">
              <Button type="primary" icon={<PlusOutlined />}>
                写一条群发
              </Button>
            </Link>
          )
        }
      />
      <Tabs
        activeKey={search.get('tab') ?? 'all'}
        onChange={(tab) => setSearch(tab === 'all' ? {} : { tab })}
        items={[
          { key: 'all', label: '全部', children: <BroadcastList /> },
          { key: 'series', label: '定期', children: <SeriesList /> },
          {
            key: 'undecided',
            label: <Counted label="结果不明" count={unknown} />,
            children: <Undecided />,
          },
          {
            key: 'waiting',
            label: <Counted label="等人手工发" count={waiting} />,
            children: <Waiting />,
          },
        ]}
      />
    </>
  );
}

function Counted({ label, count }: { label: string; count: number }) {
  return (
    <Badge count={count} size="small" offset={[8, -2]}>
      {label}
    </Badge>
  );
}
