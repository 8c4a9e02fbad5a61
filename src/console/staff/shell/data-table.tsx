import { Table, type TableProps } from 'antd';

/** A table with a name for who cannot see it; `label` is not shown. Wide ones scroll inside themselves. */
export function DataTable<Row extends object>({ label, ...rest }: TableProps<Row> & { label: string }) {
  return (
    <Table<Row>
      size="middle"
      pagination={false}
      scroll={{ x: 'max-content' }}
      caption={<span className="unseen">{label}</span>}
      {...rest}
    />
  );
}
