import { PlusOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { PageHead } from '../../shell/page-head.tsx';
import { useUser } from '../../shell/session.tsx';
import { DayCalendar } from './calendar.tsx';
import { DayList } from './day-list.tsx';
import './days.css';
import { Rules } from './rules.tsx';

/** Reception days: when they are, how far each is, and which come again. */
export function Days() {
  const { role } = useUser();
  const [search, setSearch] = useSearchParams();
  return (
    <>
      <PageHead
        title="接待日"
        about="预告、开放、收集诉求、公布结果；到时自动进行，也可以提前人工做。"
        actions={
          role !== 'staff' && (
            <Link to="/days/new">
              <Button type="primary" icon={<PlusOutlined />}>
                安排接待日
              </Button>
            </Link>
          )
        }
      />
      <Tabs
        activeKey={search.get('tab') ?? 'calendar'}
        onChange={(tab) => setSearch(tab === 'calendar' ? {} : { tab })}
        items={[
          { key: 'calendar', label: '日历', children: <DayCalendar /> },
          { key: 'list', label: '列表', children: <DayList /> },
          { key: 'rules', label: '定期', children: <Rules /> },
        ]}
      />
    </>
  );
}
