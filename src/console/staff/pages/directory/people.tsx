import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { useImported } from '../../shell/use-imported.ts';
import { usePlaces } from '../../shell/use-places.ts';
import { showTime } from '../../shell/time.ts';
import { ImportPeople } from './import-people.tsx';
import { useMayChange } from './may-change.ts';
import { OrganizationSelect } from './organization-select.tsx';
import { pageSize, rangeInWords } from './range.ts';
import type { Person } from './person.ts';
import { PersonActions } from './person-actions.tsx';
import { PersonForm } from './person-form.tsx';
import { Phone } from './phone.tsx';
import { SearchBox } from './search-box.tsx';
import { useFilter } from './use-filter.ts';

type Editing = { person?: Person } | null;

/** The address book. */
export function People() {
  const { filter: words, set, isEmpty } = useFilter(['search', 'organization', 'consent', 'bound']);
  const filter = { ...words, consent: flagIn(words.consent), bound: flagIn(words.bound) };
  const { after, places, go } = usePlaces(filter);
  const reading = useRoute('listPeople', { query: { ...filter, after, limit: pageSize } }, { keep: true });
  const [editing, setEditing] = useState<Editing>(null);
  const [importing, setImporting] = useState(false);
  const mayChange = useMayChange();
  useImported('people/import', ['listPeople', 'listOrganizations']);

  return (
    <>
      <Flex wrap justify="space-between" gap="small" className="filters">
        <Flex wrap gap="small">
          <SearchBox
            label="搜姓名、职务、组织或完整电话"
            value={filter.search}
            onSearch={(search) => set({ search })}
          />
          <OrganizationSelect
            className="filter-tree"
            aria-label="组织"
            placeholder="组织（含下级）"
            value={filter.organization ?? null}
            onChange={(organization) => set({ organization })}
          />
          <Select
            className="filter-choice"
            allowClear
            aria-label="同意短信"
            placeholder="同意短信"
            value={filter.consent ?? null}
            options={[
              { value: 'yes', label: '同意短信' },
              { value: 'no', label: '没有同意' },
            ]}
            onChange={(consent) => set({ consent })}
          />
          <Select
            className="filter-choice"
            allowClear
            aria-label="绑定"
            placeholder="绑定"
            value={filter.bound ?? null}
            options={[
              { value: 'yes', label: '已绑定聊天账号' },
              { value: 'no', label: '没有绑定' },
            ]}
            onChange={(bound) => set({ bound })}
          />
        </Flex>
        {mayChange && (
          <Flex gap="small">
            <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
              从表格导入
            </Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing({})}>
              新增
            </Button>
          </Flex>
        )}
      </Flex>
      <ReadState of={reading} rows={8}>
        {({ people, total, next }) => (
          <>
            <DataTable<Person>
              rowKey="id"
              label="通讯录"
              scroll={{}}
              loading={reading.isPlaceholderData}
              dataSource={people}
              columns={columnsOf(mayChange ? (person) => setEditing({ person }) : null)}
              locale={{ emptyText: <NoPeople filtered={!isEmpty} clear={() => set(noFilter)} /> }}
            />
            <Pager places={places} next={next} go={go}>
              {(places.length > 0 || next !== null) &&
                rangeInWords({ before: places.length, shown: people.length, total })}
            </Pager>
          </>
        )}
      </ReadState>
      <PersonForm open={editing !== null} person={editing?.person} close={() => setEditing(null)} />
      {importing && <ImportPeople close={() => setImporting(false)} />}
    </>
  );
}

const noFilter = { search: null, organization: null, consent: null, bound: null };

function flagIn(written: string | undefined): 'yes' | 'no' | undefined {
  return written === 'yes' || written === 'no' ? written : undefined;
}

function columnsOf(edit: ((person: Person) => void) | null) {
  return [
    {
      title: '姓名',
      key: 'name',
      render: (_: unknown, person: Person) => (
        <>
          {edit === null ? (
            <Typography.Text strong>{person.name}</Typography.Text>
          ) : (
            <Button type="link" className="cell-main" onClick={() => edit(person)}>
              {person.name}
            </Button>
          )}
          <Typography.Text type="secondary" className="cell-under">
            {person.post ?? ''}
            <span className="only-narrow">
              {person.post === null ? '' : ' · '}
              {person.organization.name}
            </span>
          </Typography.Text>
        </>
      ),
    },
    {
      title: '组织',
      key: 'organization',
      responsive: ['md' as const],
      render: (_: unknown, { organization }: Person) => <span title={organization.path}>{organization.name}</span>,
    },
    {
      title: '电话',
      key: 'phone',
      width: 190,
      render: (_: unknown, person: Person) => <Phone key={person.id} person={person} />,
    },
    {
      title: '同意短信',
      key: 'consent',
      width: 130,
      responsive: ['lg' as const],
      render: (_: unknown, { smsConsentAt }: Person) =>
        smsConsentAt === null ? (
          <Typography.Text type="secondary">没有</Typography.Text>
        ) : (
          <span className="figures">{showTime(smsConsentAt, 'day')}</span>
        ),
    },
    {
      title: '聊天账号',
      key: 'bound',
      width: 110,
      responsive: ['lg' as const],
      render: (_: unknown, { bound }: Person) =>
        bound === 0 ? <Typography.Text type="secondary">没有绑定</Typography.Text> : <Tag color="green">已绑定</Tag>,
    },
    ...(edit === null
      ? []
      : [
          {
            title: '',
            key: 'actions',
            width: 56,
            render: (_: unknown, person: Person) => <PersonActions person={person} edit={() => edit(person)} />,
          },
        ]),
  ];
}

function NoPeople({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        filtered
          ? '没有符合条件的人。电话要写完整的号码才能搜到。'
          : '通讯录里还没有人。从表格导入，或先建组织再逐个新增。'
      }
    >
      {filtered && <Button onClick={clear}>清除条件</Button>}
    </Empty>
  );
}
