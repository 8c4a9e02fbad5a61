import { Flex, Radio, Typography } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import { upload } from '../../api/upload.ts';
import { ImportTable } from '../../shell/import-table.tsx';
import { useShowJobs } from '../../shell/jobs.tsx';

type Source = 'import' | 'superior';

/** A register on paper, or what a body above gave to do, from a table. */
export function ImportCases({ close }: { close: () => void }) {
  const [source, setSource] = useState<Source>('import');
  const showJobs = useShowJobs();
  const start = useAct('startCaseImport', {
    refresh: ['listCases', 'countCases'],
    done() {
      close();
      showJobs();
    },
  });
  return (
    <ImportTable
      title="从表格导入登记簿"
      choices={
        <Flex wrap gap="middle" align="center">
          <Radio.Group
            aria-label="是什么表"
            value={source}
            onChange={({ target }) => setSource(target.value as Source)}
            options={[
              { value: 'import', label: '纸质登记簿' },
              { value: 'superior', label: '上级交办的督办清单' },
            ]}
          />
        </Flex>
      }
      columns={
        <Typography.Paragraph>
          第一行写列名（上面可以有标题），次序随意：<b>内容</b>必须有；<b>登记号</b>、<b>日期</b>、<b>单位</b>、
          <b>联系人</b>、<b>电话</b>、<b>期限</b>、<b>办理结果</b>、<b>办结日期</b>
          等可以没有。写了办理结果的要有办结日期，导入后就是已办结。有登记号的，同一年同一个号只算一件，所以同一份表导入两次不会重复。
        </Typography.Paragraph>
      }
      look={(file, onProgress) => upload('previewCaseImport', { query: { name: file.name, source }, file, onProgress })}
      of={{
        title: '登记号和内容',
        tell: ({ register, no, content }) => [register, no, content].filter((one) => one).join(' · '),
      }}
      start={(id) => start.mutate({ params: { id }, body: { source } })}
      starting={start.isPending}
      close={close}
    />
  );
}
