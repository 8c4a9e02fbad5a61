import { Card, Empty, Flex, Progress, Skeleton, Typography } from 'antd';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import '../cases/cases.css';
import { columnsOption, rateNames } from '../cases/chart-options.ts';

/** Charts are large: the rest of the page does not wait for them. */
const Chart = lazy(async () => ({ default: (await import('../cases/chart.tsx')).Chart }));

type Counted = Answer<'countCases'>;
const shown = ['onTime', 'resolved', 'pleased'] as const;

/** How cases went this year: whether they were answered in time, came to an end, and pleased. */
export function RatesCard() {
  const reading = useRoute('countCases', {}, { every: 300_000 });
  return (
    <Card size="small" title="今年的诉求" extra={<Link to="/cases/statistics">看统计</Link>}>
      <ReadState of={reading} rows={4}>
        {(counted) => (counted.all.total === 0 ? <Nothing /> : <Rates counted={counted} />)}
      </ReadState>
    </Card>
  );
}

function Nothing() {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="今年还没有登记诉求。会员在群里说一句就会登记。" />;
}

function Rates({ counted: { all, months } }: { counted: Counted }) {
  return (
    <Flex vertical gap="small">
      <Flex wrap justify="space-around" gap="small" component="ul" className="rates" aria-label="三个率">
        {shown.map((name) => (
          <li key={name}>
            <Rate name={rateNames[name]} share={all[name]} />
          </li>
        ))}
      </Flex>
      <Suspense fallback={<Skeleton.Node active className="case-chart" />}>
        <Chart
          label="每月登记和办结的件数"
          option={columnsOption(months.map((one) => ({ ...one, name: one.month })))}
        />
      </Suspense>
    </Flex>
  );
}

function Rate({ name, share: { count, of, rate } }: { name: string; share: Counted['all']['onTime'] }) {
  return (
    <Flex vertical align="center">
      <Progress
        type="dashboard"
        size={88}
        percent={rate === null ? 0 : Math.round(rate * 100)}
        format={(percent) => <span className="figures">{rate === null ? '—' : `${percent}%`}</span>}
        aria-label={name}
        status="normal"
      />
      <Typography.Text>{name}</Typography.Text>
      <Typography.Text type="secondary" className="figures">
        {count} / {of}
      </Typography.Text>
    </Flex>
  );
}
