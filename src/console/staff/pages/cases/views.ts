import { z } from 'zod';
import { useState } from 'react';

/** A way to look at the register that a person wants again; `query` as it stands in the address. */
const view = z.object({ name: z.string(), query: z.string(), columns: z.array(z.string()) });
export type View = z.output<typeof view>;

/** Kept in this browser, for each account apart. Null: nothing is kept, or nothing that can be read. */
function readKept<S extends z.ZodType>(place: string, shape: S): z.output<S> | null {
  try {
    return shape.parse(JSON.parse(localStorage.getItem(place) ?? ''));
  } catch {
    return null;
  }
}

export function useViews(user: string): { views: View[]; keep: (one: View) => void; drop: (name: string) => void } {
  const place = `qingyu.cases.views/${user}`;
  const [views, setViews] = useState(() => readKept(place, z.array(view)) ?? []);
  const store = (next: View[]): void => {
    localStorage.setItem(place, JSON.stringify(next));
    setViews(next);
  };
  return {
    views,
    keep: (one) => store([...views.filter(({ name }) => name !== one.name), one]),
    drop: (name) => store(views.filter((one) => one.name !== name)),
  };
}

export function useColumns(user: string, usual: readonly string[]): [string[], (columns: string[]) => void] {
  const place = `qingyu.cases.columns/${user}`;
  const [columns, setColumns] = useState(() => readKept(place, z.array(z.string())) ?? [...usual]);
  return [
    columns,
    (next) => {
      localStorage.setItem(place, JSON.stringify(next));
      setColumns(next);
    },
  ];
}
