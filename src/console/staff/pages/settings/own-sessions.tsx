import { Button, Flex, Popconfirm, Tag, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { browserOf } from './browser-of.ts';

type Session = Answer<'listOwnSessions'>['sessions'][number];

/** Where one is signed in; what one does not know can be thrown out. */
export function OwnSessions() {
  const sessions = useRoute('listOwnSessions');
  const refresh = ['listOwnSessions'] as const;
  const end = useAct('endOwnSession', { refresh });
  const endOthers = useAct('endOtherSessions', { refresh });
  return (
    <ReadState of={sessions}>
      {({ sessions: list }) => (
        <Flex vertical gap="middle">
          <ul className="settings-list" aria-label="登录着的地方">
            {list.map((session) => (
              <li key={session.id}>
                <Place session={session} end={() => end.mutate({ params: { id: session.id } })} />
              </li>
            ))}
          </ul>
          <Typography.Text type="secondary">两小时没有动静，或登录满十二小时，就会自动退出。</Typography.Text>
          {list.length > 1 && (
            <Popconfirm
              title={`让其他 ${list.length - 1} 处都退出？`}
              description="没有保存的内容会丢；要是有不认识的，也请改密码。"
              okText="都退出"
              onConfirm={() => endOthers.mutate({})}
            >
              <Button loading={endOthers.isPending}>除了这里，都退出</Button>
            </Popconfirm>
          )}
        </Flex>
      )}
    </ReadState>
  );
}

function Place({ session, end }: { session: Session; end: () => void }) {
  const { current, agent, address, createdAt, seenAt } = session;
  const browser = browserOf(agent);
  return (
    <>
      <div className="settings-row">
        <Typography.Text strong>{browser}</Typography.Text>
        {current ? (
          <Tag color="success">就是这里</Tag>
        ) : (
          <Popconfirm title={`让 ${browser} 上的登录退出？`} okText="退出" onConfirm={end}>
            <Button size="small">退出</Button>
          </Popconfirm>
        )}
      </div>
      <Typography.Text type="secondary" className="figures">
        {`${address ?? '地址不明'}，${showTime(createdAt, 'clock')} 登录，最近 ${showTime(seenAt, 'clock')}`}
      </Typography.Text>
    </>
  );
}
