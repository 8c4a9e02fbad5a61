import { Button, Flex, Popconfirm, Typography } from 'antd';
import { useAct, useRoute } from '../../api/hooks.ts';
import { showTime } from '../../shell/time.ts';
import type { Group } from './group.ts';
import { useMayChange } from './may-change.ts';
import { Setting } from './setting.tsx';

/** Who may come into a web group: whoever knows its address, or whoever has the code. */
export function GroupInvite({ group }: { group: Group }) {
  const mayChange = useMayChange();
  const { data } = useRoute('showInvite', { params: { id: group.id } }, { enabled: mayChange });
  const refresh = ['showInvite', 'showGroup', 'listGroups'] as const;
  const renew = useAct('renewInvite', { refresh });
  const remove = useAct('removeInvite', { refresh });
  const given = { params: { id: group.id } };
  const invite = data?.invite ?? null;
  const address = `${location.origin}${group.address}`;
  return (
    <>
      <Setting name="网址" about={<Typography.Text copyable={{ text: address }}>{address}</Typography.Text>} />
      <Setting
        name="邀请码"
        about={group.invite ? '进群要先填邀请码；看消息、收文件也一样。' : '没有设，知道网址的人都能进。'}
        wide
      >
        {invite !== null && (
          <>
            <Typography.Text className="one-time-code" copyable={{ text: invite.code, tooltips: ['复制', '已复制'] }}>
              {invite.code}
            </Typography.Text>
            <Typography.Text type="secondary">
              {invite.createdBy} {showTime(invite.createdAt)} 设的
            </Typography.Text>
          </>
        )}
        {mayChange && data?.invite === null && (
          <Button loading={renew.isPending} onClick={() => renew.mutate(given)}>
            设邀请码
          </Button>
        )}
        {invite !== null && (
          <Flex gap="small">
            <Popconfirm
              title="换一个新的邀请码？"
              description="用旧码进来的人马上看不到这个群，要填新的。"
              okText="换新的"
              onConfirm={() => renew.mutate(given)}
            >
              <Button loading={renew.isPending}>换新的</Button>
            </Popconfirm>
            <Popconfirm
              title="不再要邀请码？"
              description="知道网址的人都能进，也能看以前的消息。"
              okText="不再要"
              onConfirm={() => remove.mutate(given)}
            >
              <Button danger loading={remove.isPending}>
                不再要邀请码
              </Button>
            </Popconfirm>
          </Flex>
        )}
      </Setting>
    </>
  );
}
