import { UploadOutlined } from '@ant-design/icons';
import { Button, Input, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { listNames } from '../../../../domain/list-item.ts';
import { listTitles } from '../../../../features/reception/list-titles.ts';
import { useRoute } from '../../api/hooks.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { useImported } from '../../shell/use-imported.ts';
import { ImportList } from './import-list.tsx';
import { ItemTable } from './item-table.tsx';
import './lists.css';

/** 职能转移, 服务能力 and 需求: what is offered, what is wanted, and what fits. */
export function Lists() {
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState('');
  const [importing, setImporting] = useState(false);
  useImported('lists/import', ['listListItems', 'showLists']);
  const list = listNames.find((name) => name === search.get('list')) ?? 'service';
  const counts = useRoute('showLists', { query: { search: words || undefined } }, { keep: true }).data?.counts;
  return (
    <>
      <PageHead
        title="三张清单"
        about="职能转移、服务能力和需求；办诉求时从这里找能帮上忙的单位。"
        actions={
          <Button type="primary" icon={<UploadOutlined />} onClick={() => setImporting(true)}>
            导入表格
          </Button>
        }
      />
      <Input.Search
        allowClear
        className="lists-search"
        placeholder="单位、事项、说明里的字"
        aria-label="搜清单"
        onSearch={(typed) => setWords(typed.trim())}
      />
      <Tabs
        activeKey={list}
        onChange={(name) => setSearch({ list: name }, { replace: true })}
        items={listNames.map((name) => ({
          key: name,
          label: (
            <>
              {listTitles[name]} <span className="lists-count figures">{counts?.[name] ?? ''}</span>
            </>
          ),
          children: <ItemTable list={name} search={words} startImport={() => setImporting(true)} />,
        }))}
        destroyOnHidden
      />
      {importing && <ImportList list={list} close={() => setImporting(false)} />}
    </>
  );
}
