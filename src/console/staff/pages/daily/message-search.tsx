import { Empty, Flex, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { type DailyMessage, originNames } from './words.ts';

type Filter = {
  search?: string | undefined;
  theme?: string | undefined;
  occasion?: string | undefined;
  origin?: DailyMessage['origin'] | undefined;
};

type Messages = ReturnType<typeof useMessages>;

/** The library, filtered and page by page; `day`: for which one it is looked at. */
export function useMessages({ day, limit }: { day?: string; limit: number }) {
  const [filter, setFilter] = useState<Filter>({});
  const [places, setPlaces] = useState<readonly string[]>([]);
  const reading = useRoute(
    'listDailyMessages',
    { query: { ...filter, limit, day, after: places.at(-1) } },
    { keep: true },
  );
  const change = (changes: Filter): void => {
    setFilter({ ...filter, ...changes });
    setPlaces([]);
  };
  return { filter, change, reading, places, setPlaces };
}

export function MessagePages({
  of: { reading, places, setPlaces },
  children,
}: {
  of: Messages;
  children: (messages: readonly DailyMessage[]) => ReactNode;
}) {
  return (
    <ReadState of={reading} rows={8}>
      {({ messages, total, next }) => (
        <>
          {messages.length === 0 ? (
            <Empty description="没有符合条件的寄语，换个词或去掉筛选试试。" />
          ) : (
            children(messages)
          )}
          <Pager places={places} next={next} go={setPlaces}>
            共 {total} 条
          </Pager>
        </>
      )}
    </ReadState>
  );
}

export function MessageSearch({
  of: { filter, change },
  themes,
  occasions,
}: {
  of: Messages;
  themes: Answer<'showDaily'>['themes'];
  occasions?: readonly string[];
}) {
  return (
    <Flex wrap gap="small" className="daily-filter" role="search">
      <Input.Search
        allowClear
        placeholder="内容、出处里的字"
        aria-label="搜寄语"
        onSearch={(words) => change({ search: words.trim() || undefined })}
      />
      <Select<string>
        allowClear
        placeholder="全部主题"
        aria-label="主题"
        showSearch
        value={filter.theme ?? null}
        onChange={(theme) => change({ theme })}
        options={themes.map(({ name, messages }) => ({ value: name, label: `${name}（${messages}）` }))}
      />
      {occasions !== undefined && (
        <>
          <Select<string>
            allowClear
            placeholder="全部日子"
            aria-label="节日节气"
            showSearch
            value={filter.occasion ?? null}
            onChange={(occasion) => change({ occasion })}
            options={occasions.map((name) => ({ value: name, label: name }))}
          />
          <Select<DailyMessage['origin']>
            allowClear
            placeholder="全部来源"
            aria-label="来源"
            value={filter.origin ?? null}
            onChange={(origin) => change({ origin })}
            options={origins.map((value) => ({ value, label: originNames[value] }))}
          />
        </>
      )}
    </Flex>
  );
}

const origins = ['shipped', 'own', 'generated'] as const satisfies readonly DailyMessage['origin'][];
