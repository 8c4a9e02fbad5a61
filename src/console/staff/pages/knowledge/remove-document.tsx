import { Alert, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct, useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import type { KnownDocument } from './words.ts';

type Props = { document: KnownDocument; open: boolean; close: () => void; removed: () => void };

/** Says what will no longer be answered before it removes. */
export function RemoveDocument({ document: { id, title }, open, close, removed }: Props) {
  const loss = useRoute('showLoss', { params: { id } }, { enabled: open });
  const act = useAct('removeDocument', {
    refresh: ['listDocuments', 'listCollections'],
    done: removed,
  });
  return (
    <Modal
      title={`移除《${title}》？`}
      open={open}
      onCancel={close}
      destroyOnHidden
      okText="移除"
      okButtonProps={{ danger: true, disabled: loss.data === undefined }}
      confirmLoading={act.isPending}
      onOk={() => act.mutate({ params: { id } })}
    >
      <ReadState of={loss} rows={3}>
        {(known) => <Lost loss={known} />}
      </ReadState>
    </Modal>
  );
}

function Lost({ loss: { passages, headings, cited, questions, answered } }: { loss: Answer<'showLoss'> }) {
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={`它的 ${passages} 个段落不再用来回答。${cited === 0 ? '近 90 天没有回答引用过它。' : `近 90 天有 ${cited} 次回答引用了它。`}`}
      />
      <Group title="这些问题以后可能答不上来" items={[...answered, ...questions]} />
      <Group title="它讲的是" items={headings} />
      <Typography.Paragraph type="secondary">移除后不能撤回；需要时可以再上传一次。</Typography.Paragraph>
    </>
  );
}

function Group({ title, items }: { title: string; items: readonly string[] }): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="knowledge-lost">
      <Typography.Text strong>{title}</Typography.Text>
      <ul>
        {[...new Set(items)].map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
