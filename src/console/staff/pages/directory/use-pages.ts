import { useState } from 'react';

/** Where we are in a list that comes page by page; `of`: what is searched for, another one begins anew. */
export type Pages = { after: string | undefined; page: number; next: (after: string) => void; back: () => void };

export function usePages(of: unknown): Pages {
  const key = JSON.stringify(of);
  const [kept, setKept] = useState<{ key: string; places: readonly string[] }>({ key, places: [] });
  const places = kept.key === key ? kept.places : [];
  return {
    after: places.at(-1),
    page: places.length + 1,
    next: (after) => setKept({ key, places: [...places, after] }),
    back: () => setKept({ key, places: places.slice(0, -1) }),
  };
}
