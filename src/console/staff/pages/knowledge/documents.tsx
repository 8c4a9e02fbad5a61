import { UploadOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Input, Segmented, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useOutletContext } from 'react-router';
import type { Query } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { usePlaces } from '../../shell/use-places.ts';
import { DocumentList } from './document-list.tsx';
import { OffsetPager, offsetOf, pageSize } from './offset-pager.tsx';
import { UploadDrawer } from './upload-drawer.tsx';
import type { Uploads } from './uploads.ts';

type Asked = NonNullable<Query<'listDocuments'>>;
type State = NonNullable<Asked['state']> | 'all';

const states: { value: State; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'valid', label: '现行' },
  { value: 'not-yet', label: '尚未施行' },
  { value: 'over', label: '不再有效' },
];

/** All documents: looked through, filtered, and new ones brought. */
export function Documents() {
  const [search, setSearch] = useState('');
  const [collection, setCollection] = useState<string | null>(null);
  const [state, setState] = useState<State>('all');
  const [order, setOrder] = useState<'newest' | 'title'>('newest');
  const [bringing, setBringing] = useState(false);
  const uploads = useOutletContext<Uploads>();
  const wanted = useDeferredValue(search.trim());
  const filter = {
    order,
    ...(wanted === '' ? {} : { search: wanted }),
    ...(collection === null ? {} : { collection }),
    ...(state === 'all' ? {} : { state }),
  } satisfies Asked;
  const places = usePlaces(filter);
  const query = { ...filter, after: offsetOf(places), limit: pageSize };
  const listed = useRoute('listDocuments', { query }, { keep: true });
  const isFiltered = wanted !== '' || collection !== null || state !== 'all';
  return (
    <>
      <Flex wrap gap="small" className="knowledge-tools">
        <Input.Search
          allowClear
          aria-label="按标题找资料"
          placeholder="标题或文件名"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <CollectionSelect value={collection} onChange={setCollection} />
        <Segmented options={states} value={state} onChange={setState} aria-label="效力" />
        <Select
          aria-label="排序"
          value={order}
          onChange={setOrder}
          options={[
            { value: 'newest', label: '新读入的在前' },
            { value: 'title', label: '按标题' },
          ]}
        />
        <span className="knowledge-gap" />
        <Button type="primary" icon={<UploadOutlined />} onClick={() => setBringing(true)}>
          {uploads.running === 0 ? '上传资料' : `正在上传，还剩 ${uploads.running} 份`}
        </Button>
      </Flex>
      <ReadState of={listed} rows={8}>
        {({ documents, total }) =>
          total === 0 ? (
            <NoDocuments isFiltered={isFiltered} bring={() => setBringing(true)} />
          ) : (
            <>
              <DocumentList documents={documents} />
              <OffsetPager places={places} total={total} of="份" />
            </>
          )
        }
      </ReadState>
      <UploadDrawer open={bringing} close={() => setBringing(false)} uploads={uploads} />
    </>
  );
}

function NoDocuments({ isFiltered, bring }: { isFiltered: boolean; bring: () => void }) {
  if (isFiltered) return <Empty description="没有这样的资料，换几个字或放宽筛选试试。" />;
  return (
    <Empty description="知识库还是空的。上传章程、办法、经验材料，机器人就能按它们回答。">
      <Button type="primary" onClick={bring}>
        上传资料
      </Button>
    </Empty>
  );
}

function CollectionSelect({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { data } = useRoute('listCollections');
  const options = (data?.collections ?? []).map(({ name, documents }) => ({
    value: name,
    label: `${name}（${documents}）`,
  }));
  return (
    <Select
      allowClear
      className="knowledge-collection"
      aria-label="资料集"
      placeholder="全部资料集"
      value={value}
      onChange={(chosen?: string) => onChange(chosen ?? null)}
      options={options}
    />
  );
}
