import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Tag, Typography } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { dayStatusNames } from '../../../../features/reception/days-show.ts';
import { useRoute } from '../../api/hooks.ts';
import { addDays, showDay, showDayAndWeekday, weekdayNames, weekdayOf } from '../../shell/days.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { today } from '../../shell/time.ts';
import { clockSpan, type ListedDay, statusColours } from './words.ts';

/** A month, whole weeks of it. */
export function DayCalendar() {
  const [search, setSearch] = useSearchParams();
  const month = search.get('month') ?? today().slice(0, 7);
  const days = weeksOf(month);
  const [from = '', until = ''] = [days[0], days.at(-1)];
  const reading = useRoute('listDaysBetween', { query: { from, until } }, { every: 30_000, keep: true });
  const move = (months: number): void => setSearch({ month: monthAfter(month, months) }, { replace: true });
  return (
    <>
      <Flex wrap align="center" justify="space-between" gap="small" className="days-bar">
        <Typography.Title level={2} className="days-month">
          {month.slice(0, 4)} 年 {Number(month.slice(5))} 月
        </Typography.Title>
        <Flex gap="small">
          <Button icon={<LeftOutlined />} aria-label="上个月" onClick={() => move(-1)} />
          <Button onClick={() => setSearch({}, { replace: true })}>本月</Button>
          <Button icon={<RightOutlined />} aria-label="下个月" onClick={() => move(1)} />
        </Flex>
      </Flex>
      <ReadState of={reading} rows={10}>
        {(known) => <Month month={month} days={days} today={known.today} receptions={known.days} />}
      </ReadState>
    </>
  );
}

type MonthOf = { month: string; days: readonly string[]; today: string; receptions: readonly ListedDay[] };

function Month({ month, days, today, receptions }: MonthOf) {
  const within = receptions.filter(({ date }) => date.startsWith(month));
  return (
    <>
      <div className="days-weekdays" aria-hidden>
        {weekdayNames.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol className="days-grid" aria-label="本月的接待日">
        {days.map((day) => {
          const here = receptions.filter(({ date }) => date === day);
          const words = [
            day === today ? 'is-today' : '',
            day.startsWith(month) ? '' : 'is-other',
            here.length === 0 ? 'is-empty' : '',
          ];
          return (
            <li key={day} className={words.join(' ')}>
              <span className="days-date figures">
                {day.endsWith('-01') ? showDay(day) : Number(day.slice(8))}
                <span className="days-weekday"> {showDayAndWeekday(day).slice(-3)}</span>
              </span>
              {here.map((one) => (
                <Chip key={one.id} day={one} />
              ))}
            </li>
          );
        })}
      </ol>
      {within.length === 0 && (
        <Empty
          className="days-none"
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="这个月没有接待日。可以安排一次，或按规律定期安排。"
        />
      )}
    </>
  );
}

function Chip({ day }: { day: ListedDay }) {
  const { id, host, place, status } = day;
  return (
    <Link to={`/days/${encodeURIComponent(id)}`} className={`days-chip is-${status}`}>
      <strong className="figures">{clockSpan(day)}</strong>
      <span>
        {host}接待 · {place ?? '线上'}
      </span>
      <Tag color={statusColours[status]}>{dayStatusNames[status]}</Tag>
    </Link>
  );
}

/** From the Monday before the first to the Sunday after the last. */
function weeksOf(month: string): string[] {
  const first = `${month}-01`;
  const last = addDays(`${monthAfter(month, 1)}-01`, -1);
  const days: string[] = [];
  for (let day = addDays(first, -weekdayOf(first)); day <= addDays(last, 6 - weekdayOf(last)); day = addDays(day, 1))
    days.push(day);
  return days;
}

function monthAfter(month: string, months: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 15)).toISOString().slice(0, 7);
}
