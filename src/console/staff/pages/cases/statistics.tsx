import { Card, Empty, Flex, Input, Progress, Select, Statistic, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { Answer, Query } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { DaysPicker } from '../../shell/text-pickers.tsx';
import { today } from '../../shell/time.ts';
import { CaseTabs } from './case-tabs.tsx';
import './cases.css';
import { Chart } from './chart.tsx';
import { columnsOption, rateNames, rates } from './chart-options.ts';
import { FiguresTable } from './figures-table.tsx';

type Counted = Answer<'countCases'>;

/** How cases go: of those registered in a period, as they stand now. */
export function CaseStatistics() {
  const [query, setQuery] = useState<Query<'countCases'>>({});
  const counted = useRoute('countCases', { query }, { keep: true });
  return (
    <>
      <PageHead
        title="诉求"
        about={counted.data === undefined ? '正在统计…' : `${counted.data.from} 至 ${counted.data.to} 登记的`}
      />
      <CaseTabs at="statistics" />
      <Asked query={query} ask={setQuery} />
      <ReadState of={counted} rows={8}>
        {(figures) => (figures.all.total === 0 ? <Nothing /> : <Figures counted={figures} />)}
      </ReadState>
    </>
  );
}

function Asked({ query, ask }: { query: Query<'countCases'>; ask: (query: Query<'countCases'>) => void }) {
  const choices = useRoute('listCaseChoices');
  const now = dayjs(today());
  const thisYear = now.startOf('year');
  return (
    <Flex wrap gap="small" className="case-filters case-selects">
      <DaysPicker
        aria-label="登记日期"
        placeholder={['登记从', '到']}
        presets={[
          { label: '本月', value: [now.startOf('month'), now] },
          { label: '今年', value: [thisYear, now] },
          { label: '去年', value: [thisYear.subtract(1, 'year'), thisYear.subtract(1, 'day')] },
        ]}
        from={query.from}
        to={query.to}
        onChange={(days) => ask({ ...query, ...days })}
      />
      <Select
        aria-label="类别"
        placeholder="类别"
        allowClear
        value={query.kind}
        onChange={(kind) => ask({ ...query, kind })}
        options={choices.data?.kinds.map(({ kind, name }) => ({ value: kind, label: name })) ?? []}
      />
      <Input.Search
        aria-label="单位"
        placeholder="单位名称里的字"
        allowClear
        onSearch={(organization) => ask({ ...query, organization: organization.trim() || undefined })}
      />
    </Flex>
  );
}

function Nothing() {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      className="case-none"
      description="这段时间没有登记诉求，请换一段日期或去掉筛选。"
    />
  );
}

function Figures({ counted }: { counted: Counted }) {
  const { all, months, kinds, organizations } = counted;
  const named = organizations.map((one) => ({ ...one, name: one.organization ?? '未写单位' }));
  return (
    <Flex vertical gap="middle">
      <Counts all={all} />
      <div className="case-charts">
        <Card title="按月" size="small">
          <Chart
            label="每月登记和办结的件数"
            option={columnsOption(months.map((one) => ({ ...one, name: one.month })))}
          />
        </Card>
        <Card title="按类别" size="small">
          <Chart label="各类别登记和办结的件数" option={columnsOption(kinds)} />
        </Card>
      </div>
      <Card title="按类别" size="small">
        <FiguresTable label="按类别统计" what="类别" rows={kinds} />
      </Card>
      <Card title="按单位" size="small">
        <FiguresTable label="按单位统计" what="单位" rows={named} />
      </Card>
      <Card title="按月" size="small">
        <FiguresTable label="按月统计" what="月份" rows={months.map((one) => ({ ...one, name: one.month }))} />
      </Card>
      <Typography.Paragraph type="secondary">
        只数这段时间里登记的。应办不含撤回、并入和不予受理的；交办率 = 交办过的 ÷ 应办；按时答复率 =
        期限前有了结果或理由的 ÷ 有期限且已答复或已过期的；办结率 = 已办结、已反馈的 ÷ 应办；满意率 = 满意和基本满意的 ÷
        作了评价的；中位天数 = 从登记到办结。
      </Typography.Paragraph>
    </Flex>
  );
}

function Counts({ all }: { all: Counted['all'] }) {
  return (
    <div className="case-counts">
      <Card size="small">
        <Statistic title="登记" value={all.total} suffix="件" />
        <span className="quiet figures">
          应办 {all.handled}，在办 {all.open}
        </span>
      </Card>
      {rates.map((name) => (
        <Card size="small" key={name}>
          <Statistic
            title={rateNames[name]}
            value={all[name].rate === null ? '—' : (all[name].rate * 100).toFixed(1)}
            suffix={all[name].rate === null ? '' : '%'}
          />
          <Progress percent={(all[name].rate ?? 0) * 100} showInfo={false} size="small" aria-label={rateNames[name]} />
          <span className="quiet figures">
            {all[name].count} / {all[name].of}
          </span>
        </Card>
      ))}
      <Card size="small">
        <Statistic
          title="办结用时（中位）"
          value={all.medianDays ?? '—'}
          suffix={all.medianDays === null ? '' : '天'}
        />
        <span className={all.overdue > 0 ? 'is-late figures' : 'quiet figures'}>过期没办完 {all.overdue} 件</span>
      </Card>
    </div>
  );
}
