import { Alert, Drawer, Flex, Select, Switch, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { Body } from '../../api/call.ts';
import { channelName } from '../../../../domain/platform.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { GroupInvite } from './group-invite.tsx';
import type { Group } from './group.ts';
import { useMayChange } from './may-change.ts';
import { stateColours, stateNames } from './names.ts';
import { OrganizationSelect } from './organization-select.tsx';
import { Setting } from './setting.tsx';

/** One group: what it gets, what it is marked with, from which documents it is answered. */
export function GroupDrawer({ id, close }: { id: string | null; close: () => void }) {
  const reading = useRoute('showGroup', { params: { id: id ?? '' } }, { enabled: id !== null });
  return (
    <Drawer open={id !== null} onClose={close} size={460} title={reading.data?.title ?? '工作群'} destroyOnHidden>
      <ReadState of={reading}>{(group) => <GroupSettings group={group} />}</ReadState>
    </Drawer>
  );
}

function GroupSettings({ group }: { group: Group }) {
  const mayChange = useMayChange();
  const act = useAct('changeGroups', { refresh: ['showGroup', 'listGroups', 'listTags', 'listOrganizations'] });
  const change = (changes: Body<'changeGroups'>['changes']): void =>
    act.mutate({ body: { which: { ids: [group.id] }, changes } });
  const shared = { disabled: !mayChange, loading: act.isPending };
  return (
    <>
      {group.leftAt !== null && (
        <Alert
          type="warning"
          showIcon
          title={`机器人 ${showTime(group.leftAt)} 起不在这个群里，什么都不会发到这里。`}
        />
      )}
      {group.unspoken && (
        <Alert
          type="warning"
          showIcon
          title="还差一步：请先在群里 @ 机器人说一句话。"
          description="这个平台不让机器人先开口。有人 @ 过它之前，寄语和群发都发不进这个群。"
        />
      )}
      <Flex wrap gap="small" align="center">
        <Tag color={stateColours[group.state]}>{stateNames[group.state]}</Tag>
        <Typography.Text type="secondary">{channelName(group.channel)}</Typography.Text>
        <Typography.Text type="secondary" copyable={{ text: group.id, tooltips: ['复制编号', '已复制'] }}>
          {group.id}
        </Typography.Text>
      </Flex>
      <div className="numbers">
        <div className="number">
          本周收到
          <strong>{group.week} 条</strong>
        </div>
        <div className="number">
          最近有消息
          <strong>{group.lastMessageAt === null ? '还没有' : showTime(group.lastMessageAt, 'day')}</strong>
        </div>
      </div>
      <Setting name="接收寄语和群发" about="打开后，每天的寄语和发给“全部”的群发都会到这个群。">
        <Switch
          aria-label="接收寄语和群发"
          checked={group.enrolled}
          onChange={(enrolled) => change({ enrolled })}
          {...shared}
        />
      </Setting>
      <Setting name="停发" about="暂时什么都不主动发；有人提问照样回答。">
        <Switch aria-label="停发" checked={group.muted} onChange={(muted) => change({ muted })} {...shared} />
      </Setting>
      <Setting name="标签" about="群发可以只发给带某个标签的群。" wide>
        <TagsOf group={group} disabled={!mayChange} change={(tags) => change({ tags })} />
      </Setting>
      <Setting name="组织" about="群发给组织、内容里的 {协会} 都看它。" wide>
        <OrganizationSelect
          className="setting-control"
          aria-label="组织"
          placeholder="没有归到组织"
          disabled={!mayChange}
          value={group.organization?.id ?? null}
          onChange={(organization) => change({ organization: organization ?? null })}
        />
      </Setting>
      <Setting name="资料集" about="这个群的提问按哪些资料回答。" wide>
        <CollectionsOf
          group={group}
          disabled={!mayChange}
          change={(names) => change({ collections: names.length === 0 ? null : names })}
        />
      </Setting>
      {group.address !== null && <GroupInvite group={group} />}
      <Setting
        name="发过言的人"
        about={<Link to={`/directory/members?group=${group.id}`}>看在这个群里发过言的人</Link>}
      />
    </>
  );
}

type Choice = { group: Group; disabled: boolean; change: (names: string[]) => void };

function TagsOf({ group, disabled, change }: Choice) {
  const { data } = useRoute('listTags');
  return (
    <Select
      className="setting-control"
      mode="tags"
      aria-label="标签"
      placeholder="选，或写新的后按回车"
      disabled={disabled}
      value={group.tags}
      onChange={change}
      options={(data?.tags ?? []).map(({ name }) => ({ value: name, label: name }))}
    />
  );
}

function CollectionsOf({ group, disabled, change }: Choice) {
  const { data } = useRoute('listCollections');
  return (
    <Select
      className="setting-control"
      mode="multiple"
      aria-label="资料集"
      placeholder="全部资料"
      disabled={disabled}
      value={group.collections ?? []}
      onChange={change}
      options={(data?.collections ?? []).map(({ name, documents }) => ({
        value: name,
        label: `${name}（${documents} 份）`,
      }))}
    />
  );
}
