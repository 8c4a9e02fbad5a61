import { Card, Flex } from 'antd';
import type { ReactNode } from 'react';

export type Row = { key: string; title: ReactNode; body?: ReactNode; acts?: ReactNode };

/** Things to go through one after the other, each with what can be done; under each other where it is narrow. */
export function RowList({ label, rows, empty }: { label: string; rows: readonly Row[]; empty: ReactNode }) {
  if (rows.length === 0) return empty;
  return (
    <Flex vertical gap="small" component="ul" className="row-list" aria-label={label}>
      {rows.map(({ key, title, body, acts }) => (
        <li key={key}>
          <Card size="small">
            <Flex wrap justify="space-between" align="flex-start" gap="small">
              <div className="row-list-text">
                <strong>{title}</strong>
                {body}
              </div>
              <Flex wrap gap="small">
                {acts}
              </Flex>
            </Flex>
          </Card>
        </li>
      ))}
    </Flex>
  );
}
