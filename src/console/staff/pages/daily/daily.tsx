import { DownloadOutlined, EditOutlined } from '@ant-design/icons';
import { Badge, Button, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { DailyCalendar } from './calendar.tsx';
import './daily.css';
import { Drafts } from './drafts.tsx';
import { Library } from './library.tsx';
import { MonthSheet } from './month-sheet.tsx';
import { WriteMessage } from './write-message.tsx';

/** The daily message: its days, its library, and what waits to get into it. */
export function Daily() {
  const facts = useRoute('showDaily', {}, { every: 60_000 });
  const [search, setSearch] = useSearchParams();
  const [writing, setWriting] = useState(false);
  const [printing, setPrinting] = useState(false);
  return (
    <>
      <PageHead
        title="寄语"
        about={
          facts.data && `每天 ${facts.data.window.from} 发到各工作群；误了时间，最晚补发到 ${facts.data.window.until}。`
        }
        actions={
          <>
            <Button icon={<DownloadOutlined />} onClick={() => setPrinting(true)}>
              导出月表
            </Button>
            <Button type="primary" icon={<EditOutlined />} onClick={() => setWriting(true)}>
              写一条寄语
            </Button>
          </>
        }
      />
      <ReadState of={facts} rows={8}>
        {(known) => (
          <>
            <Tabs
              activeKey={search.get('tab') ?? 'days'}
              onChange={(tab) => setSearch(tab === 'days' ? {} : { tab })}
              items={[
                { key: 'days', label: '日历', children: <DailyCalendar today={known.today} themes={known.themes} /> },
                { key: 'library', label: '寄语库', children: <Library facts={known} /> },
                {
                  key: 'drafts',
                  label: (
                    <Badge count={known.waiting} size="small" offset={[10, -2]} title={`${known.waiting} 条待审`}>
                      草稿
                    </Badge>
                  ),
                  children: <Drafts facts={known} write={() => setWriting(true)} />,
                },
              ]}
            />
            <WriteMessage facts={known} open={writing} close={() => setWriting(false)} />
            <MonthSheet today={known.today} open={printing} close={() => setPrinting(false)} />
          </>
        )}
      </ReadState>
    </>
  );
}
