import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';

/** `side`: how it stands; under `main` where it is narrow. */
export type Line = { key: string; main: ReactNode; side?: ReactNode };

/** The rows of a table, where a table would be cut off. */
export function LineList({ label, lines }: { label: string; lines: readonly Line[] }) {
  return (
    <ul className="line-list" aria-label={label}>
      {lines.map(({ key, main, side }) => (
        <li key={key}>
          <div className="line-list-main">{main}</div>
          {side}
        </li>
      ))}
    </ul>
  );
}

/** What a row is of with how it stands, and under it what else is known. */
export function FactLine(of: { title: ReactNode; mark: ReactNode; facts: readonly (string | null)[] }) {
  const known = of.facts.filter((fact) => fact !== null);
  return (
    <>
      <Flex justify="space-between" gap="small">
        {of.title}
        {of.mark}
      </Flex>
      {known.length > 0 && (
        <Typography.Text type="secondary" className="cell-under">
          {known.join(' · ')}
        </Typography.Text>
      )}
    </>
  );
}
