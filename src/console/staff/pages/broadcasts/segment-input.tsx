import { Select } from 'antd';
import { useState } from 'react';
import { channelName } from '../../../../domain/platform.ts';
import { useRoute } from '../../api/hooks.ts';

/** Whom it goes to, as the API writes it: `all`, `tag:…`, `org:…`, `group:…`, joined by commas. */
export function SegmentInput({
  value = '',
  onChange,
  id,
}: {
  value?: string;
  onChange?: (segment: string) => void;
  id?: string;
}) {
  const [search, setSearch] = useState('');
  const tags = useRoute('listTags').data?.tags ?? [];
  const wanted = search.trim();
  const groups =
    useRoute('listGroups', { query: { limit: 50, ...(wanted === '' ? {} : { search: wanted }) } }, { keep: true }).data
      ?.groups ?? [];
  const open = groups.filter(({ enrolled, left }) => enrolled && !left);
  const organizations = useRoute('listOrganizations').data?.organizations ?? [];
  const chosen = value === '' ? [] : value.split(',');
  return (
    <Select
      id={id ?? 'segment'}
      mode="multiple"
      value={chosen}
      placeholder="选标签、组织或群，可以选几个"
      showSearch={{
        onSearch: setSearch,
        filterOption: (typed, option) => String(option?.label ?? '').includes(typed.trim()),
      }}
      onChange={(parts: string[]) =>
        onChange?.(parts.at(-1) === 'all' ? 'all' : parts.filter((part) => part !== 'all').join(','))
      }
      options={[
        { label: '全部工作群', value: 'all' },
        {
          label: '标签',
          title: '标签',
          options: tags.map(({ name, groups }) => ({ label: `${name}（${groups} 个群）`, value: `tag:${name}` })),
        },
        {
          label: '组织（含下级）',
          title: '组织',
          options: organizations.map(({ path }) => ({ label: path, value: `org:${path}` })),
        },
        {
          label: '工作群',
          title: '工作群',
          options: open.map(({ id, title, channel }) => ({
            label: `${title}（${channelName(channel)}）`,
            value: `group:${id}`,
          })),
        },
      ]}
    />
  );
}
