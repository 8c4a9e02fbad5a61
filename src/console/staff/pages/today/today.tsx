import { Alert, Col, Flex, Row } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { now, showTime } from '../../shell/time.ts';
import { BroadcastsCard } from './broadcasts-card.tsx';
import { DailyCard } from './daily-card.tsx';
import { LoadCard } from './load-card.tsx';
import { Needs } from './needs.tsx';
import { RatesCard } from './rates-card.tsx';

type Shown = Answer<'showToday'>;

/** What needs a person now, what goes out today, and what the groups bear. */
export function Today() {
  const reading = useRoute('showToday', {}, { every: 15_000 });
  return (
    <>
      <PageHead title="今日" about={showTime(reading.data?.at ?? new Date(now()).toISOString(), 'weekday')} />
      <ReadState of={reading} rows={8}>
        {(today) => (
          <Flex vertical gap="large">
            <Unwell parts={today.unwell} />
            <Needs needs={today.needs} />
            <Row gutter={[20, 20]}>
              <Col xs={24} xl={15}>
                <Flex vertical gap={20}>
                  <DailyCard daily={today.daily} />
                  <BroadcastsCard broadcasts={today.broadcasts} />
                </Flex>
              </Col>
              <Col xs={24} xl={9}>
                <Flex vertical gap={20}>
                  <RatesCard />
                  <LoadCard load={today.load} />
                </Flex>
              </Col>
            </Row>
          </Flex>
        )}
      </ReadState>
    </>
  );
}

/** Channels and parts that are not well, with what to do. */
function Unwell({ parts }: { parts: Shown['unwell'] }) {
  if (parts.length === 0) return null;
  return (
    <Flex vertical gap="small">
      {parts.map(({ name, state, detail, action }) => (
        <Alert
          key={name}
          type={state === 'fail' ? 'error' : 'warning'}
          showIcon
          title={`${name}：${detail}`}
          {...(action === null ? {} : { description: action })}
        />
      ))}
    </Flex>
  );
}
