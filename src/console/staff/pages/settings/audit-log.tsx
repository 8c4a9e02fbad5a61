import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Flex, Grid, Input, Select, Table, Typography } from 'antd';
import { useState } from 'react';
import type { Answer, Query } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { useShowJobs } from '../../shell/jobs.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { DaysPicker } from '../../shell/text-pickers.tsx';
import { showTime } from '../../shell/time.ts';
import { usePlaces } from '../../shell/use-places.ts';

type Entry = Answer<'listAudit'>['entries'][number];
type Filter = Pick<Query<'listAudit'>, 'from' | 'to' | 'who' | 'action' | 'subject'>;

/** An id is long and read by nobody; its beginning tells it from others, and all of it can be taken. */
function toSubject(subject: string) {
  if (!/^[\da-f]{8}-[\da-f-]{27}$/u.test(subject)) return subject;
  return (
    <Typography.Text className="figures" title={subject} copyable={{ text: subject, tooltips: ['复制编号', '已复制'] }}>
      {`${subject.slice(0, 8)}…`}
    </Typography.Text>
  );
}

const columns = [
  { title: '时间', dataIndex: 'at', width: 150, render: (at: string) => showTime(at) },
  { title: '谁', dataIndex: 'who', width: 120 },
  { title: '做了什么', dataIndex: 'actionName', width: 140 },
  { title: '对象', dataIndex: 'subject', width: 160, className: 'settings-words', render: toSubject },
  { title: '说明', dataIndex: 'detail', className: 'settings-words' },
  { title: '序号', dataIndex: 'seq', width: 90, align: 'right' as const, className: 'figures' },
];

/** Who did what: page by page as the server has it, with whether the chain is whole. */
export function AuditLog() {
  const [filter, setFilter] = useState<Filter>({});
  const { after, places, go } = usePlaces(filter);
  const query = { ...filter, limit: 50, ...(after === undefined ? {} : { after }) };
  const page = useRoute('listAudit', { query }, { keep: true });
  const choose = (changes: Filter): void => setFilter((before) => ({ ...before, ...changes }));
  return (
    <>
      <Chain />
      <Filters filter={filter} choose={choose} />
      <ReadState of={page} rows={10}>
        {({ entries, next }) => (
          <>
            <Entries entries={entries} loading={page.isPlaceholderData} />
            <Pager places={places} next={page.isPlaceholderData ? null : next} go={go} />
          </>
        )}
      </ReadState>
    </>
  );
}

/** Looked at when somebody asks: it reads the whole log. */
function Chain() {
  const [asked, setAsked] = useState(false);
  const found = useRoute('verifyAudit', {}, { enabled: asked });
  const { data, isFetching, refetch } = found;
  const verify = (): void => {
    if (asked) void refetch();
    else setAsked(true);
  };
  return (
    <Flex vertical gap="small" className="page-head">
      <Flex wrap justify="space-between" align="center" gap="small">
        <Typography.Text type="secondary">
          只增不改；每条都和前一条用校验值连着，抽走或改动一条就对不上。
        </Typography.Text>
        <Button icon={<SafetyCertificateOutlined />} loading={isFetching} onClick={verify}>
          核对是否完整
        </Button>
      </Flex>
      {asked && found.error !== null && <Alert type="error" showIcon title={found.error.message} />}
      {data !== undefined && (
        <Alert
          type={data.whole ? 'success' : 'error'}
          showIcon
          className="settings-words"
          title={data.sentence}
          description={data.whole ? '把末条校验值抄在别处，以后就能看出整本记录有没有被换过。' : undefined}
        />
      )}
    </Flex>
  );
}

function Filters({ filter, choose }: { filter: Filter; choose: (changes: Filter) => void }) {
  const { data } = useRoute('listAuditActions');
  const showJobs = useShowJobs();
  const take = useAct('exportAudit', { done: showJobs });
  return (
    <div className="settings-filters" role="search" aria-label="筛选操作记录">
      <DaysPicker
        aria-label="日期"
        placeholder={['从哪天', '到哪天']}
        from={filter.from}
        to={filter.to}
        onChange={choose}
      />
      <Select
        className="who"
        aria-label="谁"
        placeholder="谁"
        allowClear
        showSearch
        options={(data?.people ?? []).map((name) => ({ value: name, label: name }))}
        onChange={(who?: string) => choose({ who })}
      />
      <Select
        className="action"
        aria-label="做了什么"
        placeholder="做了什么"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={(data?.actions ?? []).map(({ action, name }) => ({ value: action, label: name }))}
        onChange={(action?: string) => choose({ action })}
      />
      <Input.Search
        className="subject"
        aria-label="对象里的字"
        placeholder="对象里的字"
        allowClear
        maxLength={200}
        onSearch={(words) => choose({ subject: words.trim() === '' ? undefined : words.trim() })}
      />
      <Button icon={<DownloadOutlined />} loading={take.isPending} onClick={() => take.mutate({ body: filter })}>
        按条件导出
      </Button>
    </div>
  );
}

function Entries({ entries, loading }: { entries: readonly Entry[]; loading: boolean }) {
  const { md } = Grid.useBreakpoint();
  if (entries.length === 0) return <Empty description="没有符合条件的记录，请放宽筛选。" />;
  if (md !== false)
    return (
      <Table<Entry>
        aria-label="操作记录"
        size="middle"
        rowKey="seq"
        loading={loading}
        columns={columns}
        dataSource={[...entries]}
        pagination={false}
        tableLayout="fixed"
      />
    );
  return (
    <ul className="settings-list" aria-label="操作记录" aria-busy={loading}>
      {entries.map(({ seq, at, who, actionName, subject, detail }) => (
        <li key={seq} className="settings-words">
          <div className="settings-row">
            <Typography.Text strong>{`${who}：${actionName}`}</Typography.Text>
            <Typography.Text type="secondary" className="figures">
              {showTime(at)}
            </Typography.Text>
          </div>
          {subject !== who && toSubject(subject)}
          {detail !== '' && (
            <div>
              <Typography.Text type="secondary">{detail}</Typography.Text>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
