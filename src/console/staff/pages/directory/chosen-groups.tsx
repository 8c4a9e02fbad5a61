import { App, Button, Dropdown, Flex, Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import type { Body, Query } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { OrganizationSelect } from './organization-select.tsx';

type Changes = Body<'changeGroups'>['changes'];
type Filter = Omit<Query<'listGroups'>, 'after' | 'limit'>;
/** What still has to be said before it is done. */
type Asking = 'addTags' | 'removeTags' | 'organization';

const questions = {
  addTags: '给它们加标签',
  removeTags: '去掉它们的标签',
  organization: '把它们归到组织',
} as const satisfies Record<Asking, string>;

/** What can be done to those that were chosen, or to all that were found; each act says to how many. */
export function ChosenGroups({
  chosen,
  filter,
  total,
  choose,
}: {
  chosen: readonly string[];
  filter: Filter;
  total: number;
  choose: (ids: readonly string[]) => void;
}) {
  const { modal, message } = App.useApp();
  const [all, setAll] = useState<string | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const ofAll = all === JSON.stringify({ filter, total });
  const count = ofAll ? total : chosen.length;
  const act = useAct('changeGroups', {
    refresh: ['listGroups', 'listTags', 'listOrganizations', 'showGroup'],
    done({ changed }) {
      message.success(`已改好 ${changed} 个群。`);
      choose([]);
      setAll(null);
      setAsking(null);
    },
  });
  if (chosen.length === 0) return null;

  const change = (changes: Changes): void =>
    act.mutate({ body: { which: ofAll ? { filter, count: total } : { ids: [...chosen] }, changes } });
  const confirm = (title: string, content: string, changes: Changes): void =>
    void modal.confirm({ title, content, okText: '确定', onOk: () => change(changes) });
  const say = (key: string): void => {
    if (key === 'on')
      confirm(`让 ${count} 个群接收寄语和群发？`, '以后的寄语和群发都会发到这些群。', { enrolled: true });
    if (key === 'off') confirm(`让 ${count} 个群不再接收？`, '寄语和群发都不再发到这些群。', { enrolled: false });
    if (key === 'mute') confirm(`停发 ${count} 个群？`, '恢复以前，没有请求的消息都不发到这些群。', { muted: true });
    if (key === 'unmute') confirm(`恢复 ${count} 个群？`, '停发以前接收群发的，重新接收。', { muted: false });
  };

  return (
    <Flex wrap align="center" gap="small" className="chosen" role="region" aria-label="选中的群">
      <Typography.Text strong>已选 {count} 个群</Typography.Text>
      {!ofAll && total > chosen.length && (
        <Button size="small" type="link" onClick={() => setAll(JSON.stringify({ filter, total }))}>
          选中全部 {total} 个
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          onClick: ({ key }) => say(key),
          items: [
            { key: 'on', label: '接收寄语和群发' },
            { key: 'off', label: '不再接收' },
            { type: 'divider' },
            { key: 'mute', label: '停发' },
            { key: 'unmute', label: '恢复' },
          ],
        }}
      >
        <Button loading={act.isPending}>接收和停发</Button>
      </Dropdown>
      <Button onClick={() => setAsking('addTags')}>加标签</Button>
      <Button onClick={() => setAsking('removeTags')}>去标签</Button>
      <Button onClick={() => setAsking('organization')}>归到组织</Button>
      <Button
        type="text"
        onClick={() => {
          choose([]);
          setAll(null);
        }}
      >
        取消选择
      </Button>
      <Ask asking={asking} count={count} pending={act.isPending} close={() => setAsking(null)} change={change} />
    </Flex>
  );
}

function Ask({
  asking,
  count,
  pending,
  close,
  change,
}: {
  asking: Asking | null;
  count: number;
  pending: boolean;
  close: () => void;
  change: (changes: Changes) => void;
}) {
  const [tags, setTags] = useState<string[]>([]);
  const [organization, setOrganization] = useState<string | null>(null);
  const { data } = useRoute('listTags', {}, { enabled: asking !== null });
  if (asking === null) return null;
  const ready = asking === 'organization' || tags.length > 0;
  const done = asking === 'organization' ? { organization } : { [asking]: tags };
  return (
    <Modal
      open
      title={`${questions[asking]}（${count} 个群）`}
      okText={`改 ${count} 个群`}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={pending}
      onCancel={close}
      onOk={() => change(done)}
      afterClose={() => setTags([])}
    >
      {asking === 'organization' ? (
        <OrganizationSelect
          className="setting-control"
          aria-label="组织"
          placeholder="不选就是不归到任何组织"
          value={organization}
          onChange={(id) => setOrganization(id ?? null)}
        />
      ) : (
        <Select
          className="setting-control"
          mode="tags"
          aria-label="标签"
          placeholder="选，或写新的后按回车"
          value={tags}
          onChange={setTags}
          options={(data?.tags ?? []).map(({ name, groups }) => ({ value: name, label: `${name}（${groups}）` }))}
        />
      )}
    </Modal>
  );
}
