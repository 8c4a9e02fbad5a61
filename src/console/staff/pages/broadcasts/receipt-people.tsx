import { Empty, Grid, Tag } from 'antd';
import { wayNames } from '../../../../features/broadcasts/way-names.ts';
import type { Answer } from '../../api/call.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { FactLine, LineList } from '../../shell/line-list.tsx';
import { showTime } from '../../shell/time.ts';

type Person = Answer<'showRoll'>['groups'][number]['people'][number];

const none = <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="这个群还不知道有谁。" />;

/** Who has not answered stands first, as the server gives it. */
export function ReceiptPeople({ people }: { people: readonly Person[] }) {
  const { md = true } = Grid.useBreakpoint();
  if (!md && people.length === 0) return none;
  if (!md) return <LineList label="名单" lines={people.map(lineOf)} />;
  return (
    <DataTable<Person>
      label="名单"
      size="small"
      rowKey={keyOf}
      dataSource={[...people]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: none }}
      columns={[
        { title: '谁', key: 'name', render: (_, person) => nameOf(person) },
        { title: '确认', key: 'acknowledged', render: (_, person) => <Answered person={person} /> },
        { title: '方式', key: 'way', render: (_, { way }) => (way === null ? '' : wayNames[way]) },
        { title: '看过', key: 'read', render: (_, { read }) => <span className="figures">{showTime(read)}</span> },
        { title: '备注', dataIndex: 'remark', render: (remark: string | null) => remark ?? '' },
      ]}
    />
  );
}

function lineOf(person: Person) {
  const { read, remark, way } = person;
  const facts = [way === null ? null : wayNames[way], read === null ? null : `看过 ${showTime(read)}`, remark];
  return {
    key: keyOf(person),
    main: <FactLine title={nameOf(person)} mark={<Answered person={person} />} facts={facts} />,
  };
}

function Answered({ person: { acknowledged, late, expected } }: { person: Person }) {
  if (acknowledged === null) return expected && <Tag color="orange">未确认</Tag>;
  return (
    <span className="figures">
      {showTime(acknowledged)} {late && <Tag color="orange">过了时间</Tag>}
    </span>
  );
}

function nameOf({ name, post }: Person): string {
  return post === null ? name : `${name}（${post}）`;
}

function keyOf({ name, post, remark, acknowledged }: Person): string {
  return [name, post, remark, acknowledged].join(' ');
}
