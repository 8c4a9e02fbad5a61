import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Flex, Tag, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { addDays, showDay, showDayAndWeekday, weekdayNames, weekdayOf } from '../../shell/days.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { DayDrawer } from './day-drawer.tsx';
import { type DailyDay, mondayOf, shownDays, stateOf } from './words.ts';

type Facts = Answer<'showDaily'>;

const step = 28;

/** Sixty days from today on, or from another day; which one is open stands in the address. */
export function DailyCalendar({ today, themes }: Pick<Facts, 'today' | 'themes'>) {
  const [search, setSearch] = useSearchParams();
  const first = mondayOf(today);
  const from = search.get('from') ?? first;
  const reading = useRoute('listDailyDays', { query: { from, days: shownDays } }, { every: 30_000, keep: true });
  const go = (words: Record<string, string>): void =>
    setSearch({ ...(from === first ? {} : { from }), ...words }, { replace: true });
  const move = (to: string): void => setSearch(to === first ? {} : { from: to }, { replace: true });
  return (
    <>
      <Flex wrap align="center" justify="space-between" gap="small" className="daily-bar">
        <Typography.Text className="figures">
          {showDay(from, today)} 至 {showDay(addDays(from, shownDays - 1), today)}
        </Typography.Text>
        <Flex gap="small">
          <Button icon={<LeftOutlined />} aria-label="往前四周" onClick={() => move(addDays(from, -step))} />
          <Button disabled={from === first} onClick={() => move(first)}>
            回到本周
          </Button>
          <Button icon={<RightOutlined />} aria-label="往后四周" onClick={() => move(addDays(from, step))} />
        </Flex>
      </Flex>
      <ReadState of={reading} rows={10}>
        {({ days }) => <Grid days={days} today={today} open={(date) => go({ day: date })} />}
      </ReadState>
      <DayDrawer date={search.get('day')} today={today} themes={themes} close={() => go({})} />
    </>
  );
}

function Grid({ days, today, open }: { days: readonly DailyDay[]; today: string; open: (date: string) => void }) {
  return (
    <>
      <div className="daily-weekdays" aria-hidden>
        {weekdayNames.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol className="daily-grid" aria-label="每天的寄语">
        {days.map((day) => (
          <li key={day.date}>
            <Cell day={day} today={today} open={() => open(day.date)} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Cell({ day, today, open }: { day: DailyDay; today: string; open: () => void }) {
  const { date, text, theme, occasions, generated, state } = day;
  const shown = stateOf(day, today);
  // A day that is over is not chosen for any more.
  const missing = date < today ? '' : '寄语库里没有可用的寄语';
  const words = ['daily-cell', date === today ? 'is-today' : '', date < today ? 'is-past' : '', `is-${state}`];
  return (
    <button type="button" className={words.filter((word) => word !== '').join(' ')} onClick={open}>
      <span className="daily-cell-head">
        <strong className="figures">
          {date.endsWith('-01') || date === today ? showDay(date) : Number(date.slice(8))}
        </strong>
        <span className="daily-cell-weekday">{showDayAndWeekday(date).slice(-3)}</span>
        {date === today && <span className="daily-today">今天</span>}
        <Rest day={day} />
        <span className="daily-occasion">{occasions[0] ?? ''}</span>
      </span>
      <span className="daily-cell-text">{state === 'skipped' ? (day.reason ?? '当天不发') : (text ?? missing)}</span>
      <span className="daily-cell-foot">
        <span className="daily-theme">{theme ?? ''}</span>
        {generated && <Tag variant="outlined">AI</Tag>}
        {shown !== null && <Tag color={shown.colour}>{shown.word}</Tag>}
      </span>
    </button>
  );
}

/** What differs from an ordinary week. */
function Rest({ day: { date, off } }: { day: DailyDay }) {
  const weekend = weekdayOf(date) >= 5;
  if (off === weekend) return null;
  return <span className={off ? 'daily-off' : 'daily-work'}>{off ? '休' : '班'}</span>;
}
