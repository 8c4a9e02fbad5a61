import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Descriptions, Drawer, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { showTime } from '../../shell/time.ts';
import { ChangeDocument } from './change-document.tsx';
import { ForceTag } from './force-tag.tsx';
import { Passages } from './passages.tsx';
import { RemoveDocument } from './remove-document.tsx';
import { type KnownDocument, originNames } from './words.ts';

/** One document, as `?doc=` in the address names it; `&at=` is the passage to begin with. */
export function DocumentDrawer() {
  const [params, setParams] = useSearchParams();
  const id = params.get('doc');
  const at = Number(params.get('at') ?? 0) || 0;
  const close = (): void => {
    params.delete('doc');
    params.delete('at');
    setParams(params);
  };
  return (
    <Drawer open={id !== null} onClose={close} size="min(760px, 100vw)" title="资料" destroyOnHidden>
      {id !== null && <Shown key={`${id} ${at}`} id={id} at={at} close={close} />}
    </Drawer>
  );
}

function Shown({ id, at, close }: { id: string; at: number; close: () => void }) {
  const read = useRoute('showDocument', { params: { id } });
  return (
    <ReadState of={read}>
      {(document) => (
        <>
          <Typography.Title level={2} className="knowledge-doc-title">
            {document.title}
          </Typography.Title>
          <Facts document={document} />
          <Actions document={document} close={close} />
          <Passages id={id} at={at} />
        </>
      )}
    </ReadState>
  );
}

function Facts({ document }: { document: KnownDocument }) {
  const { collection, from, file, passages, readAt, readBy, validFrom, expiresOn, repealedOn, replacedBy } = document;
  const items = [
    ['效力', <ForceTag key="state" state={document.state} />],
    ['资料集', collection],
    ['段落', `${passages} 段`],
    ['来自', file === null ? originNames[from] : `${originNames[from]}：${file}`],
    ['读入', readBy === null ? showTime(readAt) : `${showTime(readAt)}，${readBy}`],
    ['生效', validFrom],
    ['失效', expiresOn],
    ['废止', repealedOn],
    ['被替代', replacedBy],
    ['单位', document.organization],
    ['地区', document.region],
    ['来源', document.source],
    ['日期', document.date],
  ] as const;
  const shown = items.flatMap(([label, children]) => (children === null ? [] : [{ key: label, label, children }]));
  return <Descriptions size="small" column={{ xs: 1, sm: 2 }} items={shown} />;
}

function Actions({ document, close }: { document: KnownDocument; close: () => void }) {
  const [doing, setDoing] = useState<'change' | 'remove' | null>(null);
  const { mayChange, mayRemove } = document;
  const done = (): void => setDoing(null);
  if (!mayChange && !mayRemove)
    return (
      <Typography.Paragraph type="secondary">
        这份资料以资料文件夹里的文件为准：改日期请改文件开头（或同名 .yaml），移除请删除文件，几秒后这里就会跟着变。
      </Typography.Paragraph>
    );
  return (
    <Flex gap="small" wrap className="knowledge-actions">
      {mayChange && (
        <Button icon={<EditOutlined />} onClick={() => setDoing('change')}>
          改标题、效力和资料集
        </Button>
      )}
      {mayRemove && (
        <Button danger icon={<DeleteOutlined />} onClick={() => setDoing('remove')}>
          移除
        </Button>
      )}
      <ChangeDocument document={document} open={doing === 'change'} close={done} />
      <RemoveDocument
        document={document}
        open={doing === 'remove'}
        close={done}
        removed={() => {
          done();
          close();
        }}
      />
    </Flex>
  );
}
