import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';

const pauseMs = 300;

/** Letters to search for; asked for when nobody types any more. */
export function SearchBox({
  label,
  value,
  onSearch,
}: {
  label: string;
  value: string | undefined;
  onSearch: (words: string) => void;
}) {
  const [written, setWritten] = useState(value ?? '');
  useEffect(() => setWritten(value ?? ''), [value]);
  useEffect(() => {
    if (written === (value ?? '')) return undefined;
    const timer = setTimeout(() => onSearch(written), pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      className="filter-search"
      allowClear
      prefix={<SearchOutlined />}
      placeholder={label}
      aria-label={label}
      value={written}
      maxLength={100}
      onChange={({ target }) => setWritten(target.value)}
      onPressEnter={() => onSearch(written)}
    />
  );
}
