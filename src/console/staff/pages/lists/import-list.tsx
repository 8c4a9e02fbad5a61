import { Checkbox, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { type ListName, listNames } from '../../../../domain/list-item.ts';
import { listTitles } from '../../../../features/reception/list-titles.ts';
import { useAct } from '../../api/hooks.ts';
import { upload } from '../../api/upload.ts';
import { ImportTable } from '../../shell/import-table.tsx';
import { useShowJobs } from '../../shell/jobs.tsx';

/** One of the three lists from a table. */
export function ImportList({ list: usual, close }: { list: ListName; close: () => void }) {
  const [list, setList] = useState(usual);
  const [replace, setReplace] = useState(false);
  const showJobs = useShowJobs();
  const start = useAct('startListImport', {
    refresh: ['listListItems', 'showLists'],
    done() {
      close();
      showJobs();
    },
  });
  return (
    <ImportTable
      title="导入清单"
      choices={
        <Flex wrap gap="middle" align="center">
          <Select<ListName>
            aria-label="哪张清单"
            value={list}
            popupMatchSelectWidth={false}
            onChange={setList}
            options={listNames.map((value) => ({ value, label: listTitles[value] }))}
          />
          <Checkbox checked={replace} onChange={({ target }) => setReplace(target.checked)}>
            整张换掉：表里没有的从清单里删掉
          </Checkbox>
        </Flex>
      }
      columns={
        <Typography.Paragraph>
          第一行写列名：<b>单位</b>、<b>服务事项</b>（或事项、需求）必须有，<b>说明</b>、<b>类别</b>、<b>联系方式</b>
          可以没有。同一单位的同一事项算一件；同一份表导入两次不会有变化。
        </Typography.Paragraph>
      }
      look={(file, onProgress) =>
        upload('previewListImport', {
          query: { name: file.name, list, replace: replace ? 'true' : 'false' },
          file,
          onProgress,
        })
      }
      of={{
        title: '单位和事项',
        tell: ({ provider, subject }) => [provider, subject].filter((one) => one !== null).join(' · '),
      }}
      more={({ removed }) => ({ count: removed, words: `从${listTitles[list]}里删掉 ${removed} 件` })}
      start={(id) => start.mutate({ params: { id }, body: { list, replace } })}
      starting={start.isPending}
      close={close}
    />
  );
}
