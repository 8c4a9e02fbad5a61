import { Flex, Grid, Typography } from 'antd';
import { Link, useLocation } from 'react-router';
import { DataTable } from '../../shell/data-table.tsx';
import { showTime } from '../../shell/time.ts';
import { ForceTag } from './force-tag.tsx';
import { type KnownDocument, originNames } from './words.ts';

export type DocumentListProps = {
  documents: readonly KnownDocument[];
};

/** A table where there is room, cards on a telephone. */
export function DocumentList({ documents }: DocumentListProps) {
  const { md = true } = Grid.useBreakpoint();
  return md ? <DocumentTable documents={documents} /> : <DocumentCards documents={documents} />;
}

function DocumentTable({ documents }: DocumentListProps) {
  return (
    <DataTable<KnownDocument>
      label="资料"
      rowKey="id"
      dataSource={documents}
      scroll={{ x: 820 }}
      columns={[
        {
          title: '标题',
          fixed: 'left',
          width: 320,
          render: (_, document) => <DocumentLink document={document} />,
        },
        { title: '资料集', dataIndex: 'collection', width: 130, ellipsis: true },
        { title: '效力', width: 150, render: (_, { state }) => <ForceTag state={state} /> },
        { title: '段落', dataIndex: 'passages', width: 70, align: 'right', className: 'figures' },
        { title: '来自', width: 130, render: (_, { from }) => originNames[from] },
        {
          title: '读入时间',
          width: 150,
          className: 'figures',
          render: (_, { readAt }) => showTime(readAt),
        },
      ]}
    />
  );
}

function DocumentCards({ documents }: DocumentListProps) {
  return (
    <ul className="knowledge-cards" aria-label="资料">
      {documents.map((document) => (
        <li key={document.id}>
          <DocumentLink document={document} />
          <Flex wrap gap="small" align="center">
            <ForceTag state={document.state} />
            <Typography.Text type="secondary">
              {document.collection} · {document.passages} 段
            </Typography.Text>
          </Flex>
          <Typography.Text type="secondary">
            {originNames[document.from]} · {showTime(document.readAt)}
          </Typography.Text>
        </li>
      ))}
    </ul>
  );
}

function DocumentLink({ document: { id, title, file } }: { document: KnownDocument }) {
  return (
    <div className="knowledge-title">
      <Link to={useDocumentPlace()(id)}>{title}</Link>
      {file !== null && file.replace(/\.[^.]+$/u, '') !== title && (
        <Typography.Text type="secondary" ellipsis>
          {file}
        </Typography.Text>
      )}
    </div>
  );
}

/** Where a document is shown: beside the view that is open. `at`: the passage to begin with. */
export function useDocumentPlace(): (id: string, at?: number) => string {
  const { pathname } = useLocation();
  return (id, at) => `${pathname}?${new URLSearchParams({ doc: id, ...(at === undefined ? {} : { at: `${at}` }) })}`;
}
