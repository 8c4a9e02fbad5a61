import { DeleteOutlined, DownOutlined, SaveOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Flex, Input, Modal, Popover } from 'antd';
import { useState } from 'react';
import { columns, usualColumns } from './columns.tsx';
import { useViews, type View } from './views.ts';

/** Which columns a person sees; the number is always there. */
export function ColumnChoice({ shown, choose }: { shown: readonly string[]; choose: (columns: string[]) => void }) {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="显示哪些列"
      content={
        <Flex vertical gap="small">
          <Checkbox.Group
            className="column-choice"
            value={[...shown]}
            onChange={choose}
            options={columns.map(({ key, title }) => ({ value: key, label: title, disabled: key === 'no' }))}
          />
          <Button size="small" onClick={() => choose(usualColumns)}>
            恢复默认
          </Button>
        </Flex>
      }
    >
      <Button icon={<SettingOutlined />} className="column-button">
        列
      </Button>
    </Popover>
  );
}

type ViewProps = { user: string; query: string; columns: readonly string[]; open: (view: View) => void };

/** Filters and columns under a name, for this person in this browser. */
export function ViewChoice({ user, query, columns, open }: ViewProps) {
  const { views, keep, drop } = useViews(user);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const save = (): void => {
    if (name.trim() === '') return;
    keep({ name: name.trim(), query, columns: [...columns] });
    setNaming(false);
    setName('');
  };
  const items = [
    ...views.map((view) => ({
      key: `view/${view.name}`,
      label: (
        <Flex justify="space-between" gap="large">
          {view.name}
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`删除视图“${view.name}”`}
            onClick={(event) => {
              event.stopPropagation();
              drop(view.name);
            }}
          />
        </Flex>
      ),
      onClick: () => open(view),
    })),
    ...(views.length > 0 ? [{ type: 'divider' as const }] : []),
    { key: 'save', icon: <SaveOutlined />, label: '把现在的筛选和列存为视图', onClick: () => setNaming(true) },
  ];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button>
          我的视图 <DownOutlined />
        </Button>
      </Dropdown>
      <Modal title="存为视图" open={naming} okText="保存" onOk={save} onCancel={() => setNaming(false)} destroyOnHidden>
        <Input
          aria-label="视图名称"
          placeholder="例如：本月餐饮协会的投诉"
          maxLength={30}
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        <p className="quiet">只存在这台电脑的这个浏览器里，别人看不到。</p>
      </Modal>
    </>
  );
}
