import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import type { Person } from './person.ts';
import { PersonCode } from './person-code.tsx';

/** What can be done to one person. */
export function PersonActions({ person, edit }: { person: Person; edit: () => void }) {
  const { modal, message } = App.useApp();
  const [binding, setBinding] = useState(false);
  const { id, name, bound, organization } = person;
  const remove = useAct('removePerson', {
    refresh: ['listPeople', 'listOrganizations'],
    done: () => void message.success(`已删除 ${name}。`),
  });
  const ask = (): void =>
    void modal.confirm({
      title: `从通讯录里删除 ${name}？`,
      content: `${organization.name}不再有这个人${bound === 0 ? '' : '，他绑定的聊天账号也随之解绑'}。`,
      okText: '删除',
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ params: { id } }),
    });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'edit', label: '修改', onClick: edit },
            { key: 'code', label: '取绑定码', onClick: () => setBinding(true) },
            { type: 'divider' },
            { key: 'remove', label: '删除', danger: true, onClick: ask },
          ],
        }}
      >
        <Button type="text" icon={<MoreOutlined />} aria-label={`${name} 的操作`} />
      </Dropdown>
      {binding && <PersonCode person={person} close={() => setBinding(false)} />}
    </>
  );
}
