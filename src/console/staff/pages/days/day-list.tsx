import { Empty, Flex, Select, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { dayStatuses } from '../../../../domain/reception-day.ts';
import { dayStatusNames } from '../../../../features/reception/days-show.ts';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { SegmentInWords } from '../broadcasts/segment-words.tsx';
import { type ListedDay, spanInWords, type Status, statusColours } from './words.ts';

/** All of them, the last first. */
export function DayList() {
  const [status, setStatus] = useState<Status | undefined>(undefined);
  const [places, setPlaces] = useState<readonly string[]>([]);
  const reading = useRoute('listDays', { query: { limit: 30, status, after: places.at(-1) } }, { keep: true });
  return (
    <>
      <Flex className="days-bar">
        <Select<Status>
          allowClear
          placeholder="全部状态"
          aria-label="状态"
          value={status ?? null}
          onChange={(chosen) => (setStatus(chosen), setPlaces([]))}
          options={dayStatuses.map((value) => ({ value, label: dayStatusNames[value] }))}
          popupMatchSelectWidth={false}
        />
      </Flex>
      <ReadState of={reading} rows={8}>
        {({ days, next }) => (
          <>
            <DataTable<ListedDay>
              rowKey="id"
              size="middle"
              label="接待日"
              pagination={false}
              scroll={{}}
              dataSource={days}
              locale={{ emptyText: <Empty description="没有符合条件的接待日。" /> }}
              columns={[
                {
                  title: '时间',
                  key: 'span',
                  render: (_, day) => (
                    <>
                      <Link to={`/days/${encodeURIComponent(day.id)}`}>{spanInWords(day)}</Link>
                      <div className="narrow-only">
                        {day.host}接待 · {day.place ?? '线上'}
                      </div>
                    </>
                  ),
                },
                {
                  title: '状态',
                  key: 'status',
                  width: 110,
                  render: (_, { status: is }) => <Tag color={statusColours[is]}>{dayStatusNames[is]}</Tag>,
                },
                { title: '接待', dataIndex: 'host', width: 120, responsive: ['md'] },
                { title: '地点', key: 'place', responsive: ['md'], render: (_, { place }) => place ?? '线上' },
                {
                  title: '哪些群',
                  key: 'to',
                  responsive: ['md'],
                  render: (_, { segment }) => <SegmentInWords of={segment} />,
                },
              ]}
            />
            <Pager places={places} next={next} go={setPlaces} />
          </>
        )}
      </ReadState>
    </>
  );
}
