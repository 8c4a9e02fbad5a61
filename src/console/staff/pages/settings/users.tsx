import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Grid, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { roleNames } from '../../shell/role-names.ts';
import { useUser } from '../../shell/session.tsx';
import { showTime } from '../../shell/time.ts';
import { AddUser } from './add-user.tsx';
import { OneTime, type Secret } from './one-time.tsx';
import { UserActions } from './user-actions.tsx';

export type ListedUser = Answer<'listUsers'>['users'][number];

/** Who may what: the accounts of the secretariat. */
export function Users() {
  const users = useRoute('listUsers');
  const me = useUser();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  return (
    <>
      <Flex wrap justify="space-between" align="center" gap="small" className="page-head">
        <Typography.Text type="secondary">
          秘书和管理员可以群发；工作人员办理诉求、看结果；管理员还管账号、备份和这些设置。
        </Typography.Text>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          新建账号
        </Button>
      </Flex>
      <ReadState of={users} rows={6}>
        {({ users: list }) => (
          <Table<ListedUser>
            aria-label="账号"
            size="middle"
            rowKey="name"
            pagination={false}
            dataSource={list}
            scroll={{}}
            columns={[
              {
                title: '名字',
                dataIndex: 'name',
                render: (_: string, user) => <Name user={user} me={me.name} />,
              },
              { title: '身份', dataIndex: 'role', render: (role: ListedUser['role']) => roleNames[role] },
              { title: '状态', key: 'state', render: (_, user) => <State user={user} /> },
              { title: '登录', key: 'signIn', responsive: ['md'], render: (_, user) => signInOf(user) },
              {
                title: '聊天绑定',
                dataIndex: 'bound',
                responsive: ['md'],
                render: (_: number, user) => boundOf(user),
              },
              {
                title: '新建时间',
                dataIndex: 'createdAt',
                className: 'figures',
                responsive: ['md'],
                render: (at: string) => showTime(at),
              },
              {
                title: '操作',
                key: 'acts',
                width: 64,
                render: (_, user) => <UserActions user={user} own={user.name === me.name} show={setSecret} />,
              },
            ]}
          />
        )}
      </ReadState>
      <AddUser open={adding} close={() => setAdding(false)} show={setSecret} />
      <OneTime shown={secret} close={() => setSecret(null)} />
    </>
  );
}

/** Where it is narrow, what has no column of its own stands under the name. */
function Name({ user, me }: { user: ListedUser; me: string }) {
  const { md = true } = Grid.useBreakpoint();
  return (
    <>
      <Typography.Text strong>
        {user.name}
        {user.name === me && <Typography.Text type="secondary">（您）</Typography.Text>}
      </Typography.Text>
      {!md && (
        <Typography.Text type="secondary" className="cell-under">
          {signInOf(user)} · {boundOf(user)}
        </Typography.Text>
      )}
    </>
  );
}

function State({ user }: { user: ListedUser }) {
  return user.disabled ? <Tag>已停用</Tag> : <Tag color="success">启用</Tag>;
}

function boundOf({ bound }: ListedUser): string {
  return bound === 0 ? '没有绑定' : `${bound} 个聊天账号`;
}

function signInOf({ password, authenticator }: ListedUser): string {
  if (password === null) return '没有密码，不能登录';
  if (password === 'temporary') return '临时密码，还没改';
  return authenticator ? '密码和手机验证码' : '密码';
}
