import { App, Button, Empty, Flex, Typography } from 'antd';
import { useState } from 'react';
import type { ListName } from '../../../../domain/list-item.ts';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Pager } from '../../shell/pager.tsx';
import { ReadState } from '../../shell/read-state.tsx';
import { Contact } from './contact.tsx';
import { Matches } from './matches.tsx';

type Item = Answer<'listListItems'>['items'][number];

/** One list page by page; lines may be chosen and taken out, and a demand be held against what is offered. */
export function ItemTable({ list, search, startImport }: { list: ListName; search: string; startImport: () => void }) {
  const [places, setPlaces] = useState<{ search: string; after: readonly string[] }>({ search, after: [] });
  const after = places.search === search ? places.after : [];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [matched, setMatched] = useState<Item | null>(null);
  const reading = useRoute(
    'listListItems',
    { params: { id: list }, query: { limit: 50, search: search || undefined, after: after.at(-1) } },
    { keep: true },
  );
  const go = (to: readonly string[]): void => (setPlaces({ search, after: to }), setChosen([]));
  return (
    <ReadState of={reading} rows={8}>
      {({ items, next }) => (
        <>
          {chosen.length > 0 && <Remove ids={chosen} done={() => setChosen([])} />}
          <DataTable<Item>
            rowKey="id"
            size="middle"
            label="清单"
            scroll={{}}
            dataSource={items}
            rowSelection={{ selectedRowKeys: [...chosen], onChange: (keys) => setChosen(keys.map(String)) }}
            locale={{ emptyText: <Nothing search={search} startImport={startImport} /> }}
            columns={[
              { title: '单位', dataIndex: 'provider', width: 180, responsive: ['md'] },
              {
                title: '事项',
                key: 'subject',
                render: (_, one) => (
                  <>
                    <strong className="narrow-only">{one.provider}</strong>
                    <div>{one.subject}</div>
                    {one.detail !== null && (
                      <Typography.Paragraph type="secondary" className="lists-detail" ellipsis={{ rows: 2 }}>
                        {one.detail}
                      </Typography.Paragraph>
                    )}
                    <div className="narrow-only">
                      <Contact item={one} />
                    </div>
                  </>
                ),
              },
              {
                title: '类别',
                dataIndex: 'field',
                width: 110,
                responsive: ['md'],
                render: (field: string | null) => field ?? '—',
              },
              {
                title: '联系方式',
                key: 'contact',
                width: 190,
                responsive: ['md'],
                render: (_, one) => <Contact item={one} />,
              },
              ...(list === 'demand'
                ? [
                    {
                      title: '对接',
                      key: 'match',
                      width: 110,
                      render: (_: unknown, one: Item) => (
                        <Button
                          size="small"
                          aria-label={`为“${one.subject}”找对得上的`}
                          onClick={() => setMatched(one)}
                        >
                          找对得上的
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <Pager places={after} next={next} go={go} />
          <Matches item={matched} close={() => setMatched(null)} />
        </>
      )}
    </ReadState>
  );
}

function Nothing({ search, startImport }: { search: string; startImport: () => void }) {
  if (search !== '') return <Empty description="没有搜到，换个词试试。" />;
  return (
    <Empty description="这张清单还是空的。表里有“单位”和“事项”两列就能导入。">
      <Button onClick={startImport}>导入表格</Button>
    </Empty>
  );
}

function Remove({ ids, done }: { ids: readonly string[]; done: () => void }) {
  const { modal, message } = App.useApp();
  const remove = useAct('removeListItems', {
    refresh: ['listListItems', 'showLists'],
    done: ({ removed }) => (void message.success(`已删掉 ${removed} 件。`), done()),
  });
  const ask = (): void =>
    void modal.confirm({
      title: `从清单里删掉选中的 ${ids.length} 件？`,
      content: '删掉的不会再用来对接；要恢复只能重新导入。',
      okText: '删掉',
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ body: { ids: [...ids] } }).catch(() => undefined),
    });
  return (
    <Flex align="center" gap="small" className="lists-chosen">
      <span>选中 {ids.length} 件</span>
      <Button danger size="small" onClick={ask}>
        删掉
      </Button>
    </Flex>
  );
}
