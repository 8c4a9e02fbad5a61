import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Collapse, Empty, Flex, Popconfirm, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { AddSynonym } from './add-synonym.tsx';

type Known = Answer<'listSynonyms'>;

/** Words that mean the same: those of the staff, which change here, and those of the file, which do not. */
export function Synonyms() {
  const listed = useRoute('listSynonyms');
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Flex justify="space-between" align="center" gap="small" wrap className="knowledge-tools">
        <Typography.Text type="secondary">
          简称和全称写成一组，用哪个问都找得到。只写真正同义的词：写错了会答非所问。
        </Typography.Text>
        <Button type="primary" onClick={() => setAdding(true)}>
          加一组
        </Button>
      </Flex>
      <ReadState of={listed}>{(known) => <Groups known={known} />}</ReadState>
      <AddSynonym open={adding} close={() => setAdding(false)} />
    </>
  );
}

function Groups({ known: { own, file, fault } }: { known: Known }) {
  return (
    <>
      {fault !== null && (
        <Alert
          className="knowledge-fault"
          type="warning"
          showIcon
          title={fault}
          description="改好以前，用的是上一次没有错的内容。"
        />
      )}
      {own.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有在这里加过同义词。" />
      ) : (
        <ul className="questions" aria-label="在这里加的同义词">
          {own.map((group) => (
            <li key={group.id} className="question synonym">
              <Own group={group} />
            </li>
          ))}
        </ul>
      )}
      <Collapse
        ghost
        items={[
          {
            key: 'file',
            label: `随资料文件夹来的 ${file.length} 组（synonyms.txt，这里只能看）`,
            children: (
              <>
                <Typography.Paragraph type="secondary">
                  要改这些，请管理员编辑 knowledge/synonyms.txt，保存后几秒内生效。
                </Typography.Paragraph>
                <ul className="synonym-file">
                  {file.map((words) => (
                    <li key={words.join('=')}>{words.join(' = ')}</li>
                  ))}
                </ul>
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function Own({ group: { id, words, addedAt, addedBy } }: { group: Known['own'][number] }) {
  const act = useAct('removeSynonym', { refresh: ['listSynonyms'] });
  return (
    <Flex justify="space-between" align="center" gap="small">
      <div>
        <Flex wrap gap="4px">
          {words.map((word) => (
            <Tag key={word}>{word}</Tag>
          ))}
        </Flex>
        <Typography.Text type="secondary">
          {addedBy} · {showTime(addedAt)}
        </Typography.Text>
      </div>
      <Popconfirm
        title={`删掉“${words.join(' = ')}”？`}
        description="删掉后，用其中一个词问，就不再找写着另一个词的资料。"
        okText="删掉"
        okButtonProps={{ danger: true }}
        onConfirm={() => act.mutate({ params: { id } })}
      >
        <Button type="text" danger icon={<DeleteOutlined />} aria-label={`删掉 ${words.join(' = ')}`} />
      </Popconfirm>
    </Flex>
  );
}
