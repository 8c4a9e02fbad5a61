import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Breadcrumb, Button, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRoute } from '../../api/hooks.ts';
import { channelName } from '../../../../domain/platform.ts';
import { useMayChange } from './may-change.ts';
import { kindNames, stateColours, stateNames } from './names.ts';
import { OrganizationForm } from './organization-form.tsx';
import type { Organization } from './organization-select.tsx';
import { RemoveOrganization } from './remove-organization.tsx';
import { Setting } from './setting.tsx';

const firstFew = 6;

type Given = { organization: Organization; all: readonly Organization[]; choose: (id: string | null) => void };
type Open = 'change' | 'below' | 'remove' | null;

/** One organization: where it stands, what is its own, and what can be done to it. */
export function OrganizationPanel({ organization, all, choose }: Given) {
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const mayChange = useMayChange();
  const { id, name, kind, tags, parentId } = organization;
  return (
    <section className="panel" aria-label={name}>
      {parentId !== null && (
        <Breadcrumb items={[...aboveOf(all, parentId).map((one) => ({ title: one.name })), { title: name }]} />
      )}
      <Flex wrap justify="space-between" align="center" gap="small">
        <Typography.Title level={2}>{name}</Typography.Title>
        {mayChange && (
          <Flex wrap gap="small">
            <Button icon={<EditOutlined />} onClick={() => setOpen('change')}>
              修改
            </Button>
            <Button icon={<PlusOutlined />} onClick={() => setOpen('below')}>
              新建下级
            </Button>
            <Button danger icon={<DeleteOutlined />} onClick={() => setOpen('remove')}>
              删除
            </Button>
          </Flex>
        )}
      </Flex>
      <Flex wrap gap={4}>
        <Tag color="green">{kindNames[kind]}</Tag>
        {tags.map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
      </Flex>
      <Numbers organization={organization} all={all} />
      <GroupsOf organization={organization} />
      <PeopleOf organization={organization} />
      <OrganizationForm open={open === 'change'} organization={organization} close={close} done={choose} />
      <OrganizationForm open={open === 'below'} parent={id} close={close} done={choose} />
      <RemoveOrganization
        open={open === 'remove'}
        organization={organization}
        below={all.filter((one) => one.parentId === id).length}
        close={close}
        done={() => choose(parentId)}
      />
    </section>
  );
}

/** With all below it, as the lists under them; the register is looked through for one organization at a time. */
function Numbers({ organization, all }: Omit<Given, 'choose'>) {
  const { id, cases, openCases } = organization;
  const below = belowOf(all, id);
  const sum = (of: 'groups' | 'people'): number => [organization, ...below].reduce((count, one) => count + one[of], 0);
  const wide = below.length === 0 ? '' : '（含下级）';
  const numbers = [
    ['下级组织', String(below.length)],
    [`工作群${wide}`, String(sum('groups'))],
    [`人员${wide}`, `${sum('people')} 人`],
    [below.length === 0 ? '诉求' : '它自己的诉求', <CasesOf key="cases" id={id} cases={cases} open={openCases} />],
  ] as const;
  return (
    <div className="numbers">
      {numbers.map(([title, value]) => (
        <div className="number" key={title}>
          {title}
          <strong>{value}</strong>
        </div>
      ))}
    </div>
  );
}

function CasesOf({ id, cases, open }: { id: string; cases: number; open: number }) {
  if (cases === 0) return 0;
  const words = open === 0 ? String(cases) : `${cases}（${open} 件未办结）`;
  return <Link to={`/cases?organizationId=${encodeURIComponent(id)}`}>{words}</Link>;
}

function GroupsOf({ organization: { id, groups } }: Pick<Given, 'organization'>) {
  const { data } = useRoute('listGroups', { query: { organization: id, limit: firstFew } });
  const found = data?.groups ?? [];
  return (
    <Setting name="归到它和下级的群" about={groups === 0 && found.length === 0 ? '还没有群归到这里。' : ''} wide>
      {found.map((group) => (
        <Flex key={group.id} justify="space-between" gap="small">
          <Link to={`/directory/groups?group=${group.id}`}>{group.title}</Link>
          <span>
            <Typography.Text type="secondary">{channelName(group.channel)} </Typography.Text>
            <Tag color={stateColours[group.state]}>{stateNames[group.state]}</Tag>
          </span>
        </Flex>
      ))}
      {(data?.total ?? 0) > 0 && <Link to={`/directory/groups?organization=${id}`}>看全部 {data?.total} 个群</Link>}
    </Setting>
  );
}

function PeopleOf({ organization: { id } }: Pick<Given, 'organization'>) {
  const { data } = useRoute('listPeople', { query: { organization: id, limit: firstFew } });
  const found = data?.people ?? [];
  return (
    <Setting name="它和下级的人" about={data !== undefined && found.length === 0 ? '这里还没有人。' : ''} wide>
      {found.length > 0 && (
        <Typography.Text>
          {found.map(({ name, post }) => (post === null ? name : `${name}（${post}）`)).join('、')}
        </Typography.Text>
      )}
      {(data?.total ?? 0) > 0 && <Link to={`/directory/people?organization=${id}`}>看全部 {data?.total} 人</Link>}
    </Setting>
  );
}

function belowOf(all: readonly Organization[], id: string): Organization[] {
  return all.filter(({ parentId }) => parentId === id).flatMap((one) => [one, ...belowOf(all, one.id)]);
}

function aboveOf(all: readonly Organization[], parentId: string | null): Organization[] {
  const parent = all.find(({ id }) => id === parentId);
  return parent === undefined ? [] : [...aboveOf(all, parent.parentId), parent];
}
