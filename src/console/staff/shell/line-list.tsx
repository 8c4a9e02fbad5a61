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
