import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useAct } from '../../api/hooks.ts';
import { roleNames } from '../../shell/role-names.ts';
import { showTime } from '../../shell/time.ts';
import type { Secret } from './one-time.tsx';
import type { ListedUser } from './users.tsx';

type Asked = { title: string; content: string; okText: string; danger?: boolean; act: () => Promise<unknown> };

/** What an administrator does with an account; each says before what will happen. */
export function UserActions({ user, own, show }: { user: ListedUser; own: boolean; show: (secret: Secret) => void }) {
  const { modal } = App.useApp();
  const acts = useUserActs(user, show);
  const ask = ({ title, content, okText, danger = false, act }: Asked): void =>
    void modal.confirm({ title, content, okText, okButtonProps: { danger }, onOk: () => act().catch(() => undefined) });
  return (
    <Dropdown trigger={['click']} menu={{ items: itemsFor({ user, own, acts, ask }) }}>
      <Button type="text" icon={<MoreOutlined />} aria-label={`${user.name} 的操作`} />
    </Dropdown>
  );
}

function useUserActs({ name }: ListedUser, show: (secret: Secret) => void) {
  const params = { id: name };
  const refresh = ['listUsers'] as const;
  const change = useAct('changeUser', { refresh });
  const sessions = useAct('endUserSessions');
  const authenticator = useAct('resetUserAuthenticator', { refresh });
  const password = useAct('resetUserPassword', {
    refresh,
    done: (given) =>
      show({
        title: `${name} 的临时密码`,
        secret: given.password,
        about: '之前登录的都已退出。请当面或电话告诉本人；本人登录后就要改掉它。',
      }),
  });
  const code = useAct('issueUserCode', {
    done: ({ code: secret, expiresAt }) =>
      show({
        title: `${name} 的绑定码`,
        secret,
        about: `请本人私聊机器人发：/绑定 ${secret}。${showTime(expiresAt)} 前有效，用一次就作废。`,
      }),
  });
  return {
    setRole: (role: ListedUser['role']) => change.mutateAsync({ params, body: { role } }),
    setDisabled: (disabled: boolean) => change.mutateAsync({ params, body: { disabled } }),
    password: () => password.mutateAsync({ params }),
    code: () => code.mutateAsync({ params }),
    authenticator: () => authenticator.mutateAsync({ params }),
    endSessions: () => sessions.mutateAsync({ params }),
  };
}

type Shown = {
  user: ListedUser;
  own: boolean;
  acts: ReturnType<typeof useUserActs>;
  ask: (asked: Asked) => void;
};

function itemsFor({ user, own, acts, ask }: Shown): NonNullable<MenuProps['items']> {
  const { name, role, disabled, authenticator } = user;
  const code = { key: 'code', label: '取绑定码', disabled, onClick: () => void acts.code().catch(() => undefined) };
  if (own) return [code, { key: 'own', label: '其他的在“我的账号”里改', disabled: true }];
  return [
    {
      key: 'role',
      label: '改身份',
      children: (['staff', 'secretary', 'admin'] as const).map((one) => ({
        key: one,
        label: one === role ? `${roleNames[one]}（现在）` : roleNames[one],
        disabled: one === role,
        onClick: () =>
          ask({
            title: `把 ${name} 改成${roleNames[one]}？`,
            content: `${name} 现在是${roleNames[role]}，改了立即生效。`,
            okText: '改身份',
            act: () => acts.setRole(one),
          }),
      })),
    },
    {
      key: 'password',
      label: '重设密码',
      onClick: () =>
        ask({
          title: `给 ${name} 一个临时密码？`,
          content: `${name} 原来的密码作废，已登录的都会退出。`,
          okText: '重设密码',
          act: acts.password,
        }),
    },
    code,
    {
      key: 'authenticator',
      label: '关掉手机验证器',
      disabled: !authenticator,
      onClick: () =>
        ask({
          title: `关掉 ${name} 的手机验证器？`,
          content: `手机丢了才需要。关掉以后 ${name} 只用密码登录，恢复码作废，已登录的都会退出。`,
          okText: '关掉',
          danger: true,
          act: acts.authenticator,
        }),
    },
    {
      key: 'sessions',
      label: '让他退出登录',
      onClick: () =>
        ask({
          title: `让 ${name} 在所有地方退出登录？`,
          content: '没有保存的内容会丢；密码不变，可以再登录。',
          okText: '退出登录',
          act: acts.endSessions,
        }),
    },
    { type: 'divider' },
    {
      key: 'disabled',
      label: disabled ? '恢复账号' : '停用账号',
      danger: !disabled,
      onClick: () =>
        ask(
          disabled
            ? {
                title: `恢复账号 ${name}？`,
                content: `${name} 又能登录，聊天里绑定的权限也一起恢复。`,
                okText: '恢复',
                act: () => acts.setDisabled(false),
              }
            : {
                title: `停用账号 ${name}？`,
                content: `${name} 立即退出登录，聊天里也不再有权限。做过的事和记录都留着，以后可以恢复。`,
                okText: '停用',
                danger: true,
                act: () => acts.setDisabled(true),
              },
        ),
    },
  ];
}
