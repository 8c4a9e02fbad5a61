import { Select } from 'antd';
import { useState } from 'react';
import { useRoute } from '../api/hooks.ts';

type Chosen = { value?: string | undefined; onChange?: (id: string | undefined) => void };

/** One of thousands: found by letters of its name. `none`: what it means that none is chosen. */
export function GroupSelect({ value, onChange, none }: Chosen & { none: string }) {
  const [search, setSearch] = useState('');
  const { data } = useRoute('listGroups', { query: { search, limit: 20 } }, { keep: true });
  const chosen = useRoute('showGroup', { params: { id: value ?? '' } }, { enabled: value !== undefined });
  const found = data?.groups ?? [];
  const all = chosen.data === undefined || value === undefined ? found : [chosen.data, ...found];
  const unique = [...new Map(all.map((group) => [group.id, group])).values()];
  return (
    <Select
      className="filter-tree"
      allowClear
      showSearch={{ filterOption: false, onSearch: setSearch }}
      aria-label="群"
      placeholder={none}
      value={value ?? null}
      options={unique.map(({ id, title }) => ({ value: id, label: title }))}
      notFoundContent="没有这样的群"
      onChange={(id: string | null | undefined) => onChange?.(id ?? undefined)}
    />
  );
}
