import { Card, Descriptions, Flex, Tag, Timeline, Typography } from 'antd';
import { useParams } from 'react-router';
import { dayActionNames, dayStatusNames } from '../../../../features/reception/days-show.ts';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { SegmentInWords } from '../broadcasts/segment-words.tsx';
import { DayActs } from './day-acts.tsx';
import { DayCases } from './day-cases.tsx';
import { DayResult } from './day-result.tsx';
import './days.css';
import { Minutes } from './minutes.tsx';
import { type ShownDay, spanInWords, statusColours } from './words.ts';

/** One reception day: what it is, what may be done now, what was said on it and what became of it. */
export function Day() {
  const { id = '' } = useParams();
  const reading = useRoute('showDay', { params: { id } }, { every: 15_000 });
  return (
    <>
      <PageHead
        title={reading.data === undefined ? '接待日' : `接待日 ${spanInWords(reading.data)}`}
        about={reading.data && <State day={reading.data} />}
        actions={reading.data && <DayActs day={reading.data} />}
      />
      <ReadState of={reading} rows={8}>
        {(day) => (
          <div className="days-cols">
            <div className="days-col">
              <Facts day={day} />
              <DayCases day={day} />
              <DayResult day={day} />
            </div>
            <div className="days-col">
              <Minutes day={day} />
              <Story day={day} />
            </div>
          </div>
        )}
      </ReadState>
    </>
  );
}

function State({ day: { status, reason } }: { day: ShownDay }) {
  return (
    <Flex wrap gap="small" align="center">
      <Tag color={statusColours[status]}>{dayStatusNames[status]}</Tag>
      {reason}
    </Flex>
  );
}

function Facts({ day }: { day: ShownDay }) {
  const { host, place, topics, segment, announceAt, remindAt, openedAt, closedAt, createdBy } = day;
  const times = [
    ['预告', announceAt],
    ['提醒', remindAt],
    ['实际开放', openedAt],
    ['实际结束', closedAt],
  ] as const;
  return (
    <Card size="small" title="安排">
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'host', label: '接待', children: host },
          { key: 'place', label: '地点', children: place ?? '线上，在群里' },
          { key: 'topics', label: '主题', children: topics.length === 0 ? '不限' : topics.join('、') },
          { key: 'segment', label: '哪些群', children: <SegmentInWords of={segment} /> },
          ...times.flatMap(([label, at]) =>
            at === null ? [] : [{ key: label, label, children: <span className="figures">{showTime(at)}</span> }],
          ),
          { key: 'by', label: '由谁安排', children: createdBy },
        ]}
      />
    </Card>
  );
}

/** All that was done with it, by whom. */
function Story({ day: { steps } }: { day: ShownDay }) {
  return (
    <Card size="small" title="经过">
      <Timeline
        className="days-steps"
        items={steps.toReversed().map(({ at, who, action, note }) => ({
          key: `${at}${action}`,
          content: (
            <>
              <div>
                {actionNameOf(action)} <Typography.Text type="secondary">{who}</Typography.Text>
              </div>
              {note !== null && <div>{note}</div>}
              <Typography.Text type="secondary" className="figures">
                {showTime(at)}
              </Typography.Text>
            </>
          ),
        }))}
      />
    </Card>
  );
}

const actionNames: ReadonlyMap<string, string> = new Map(Object.entries(dayActionNames));

/** A newer server may know more of them. */
function actionNameOf(action: string): string {
  return actionNames.get(action) ?? action;
}
