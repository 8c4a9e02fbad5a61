import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useRoute } from '../../api/hooks.ts';

type Props = { id?: string; value?: string; onChange?: (to: string | undefined) => void; autoFocus?: boolean };

const groups = [
  ['user', '账号'],
  ['person', '通讯录'],
  ['organization', '组织'],
] as const;

/** Accounts, people of the address book, organizations, or any body by its name. */
export function AssigneeSelect({ id, value, onChange, autoFocus = false }: Props) {
  const [written, setWritten] = useState('');
  const search = useDeferredValue(written.trim());
  const { data, isFetching } = useRoute('listAssignees', { query: { search } }, { keep: true });
  const found = data?.assignees ?? [];
  const listed = groups.flatMap(([kind, label]) => {
    const options = found
      .filter((one) => one.kind === kind)
      .map(({ to, name, where }) => ({
        value: to,
        label: where === null || where === name ? name : `${name}（${where}）`,
      }));
    return options.length === 0 ? [] : [{ label, options }];
  });
  const outside =
    search === '' ? [] : [{ label: '名单以外', options: [{ value: `单位：${search}`, label: `单位：${search}` }] }];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      autoFocus={autoFocus}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWritten }}
      placeholder="写姓名、账号或单位来找"
      loading={isFetching}
      value={value ?? null}
      onChange={(to) => onChange?.(to ?? undefined)}
      options={[...listed, ...outside]}
      notFoundContent="没有找到；名单以外的单位，写全名就可以选"
    />
  );
}
