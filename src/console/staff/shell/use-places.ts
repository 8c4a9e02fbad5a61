import { useState } from 'react';

/** Where we are in a list that comes page by page; `places`: the `next` of each page before this one. */
export type Places = { after: string | undefined; places: readonly string[]; go: (places: readonly string[]) => void };

/** `of`: what is searched for; another search begins anew. */
export function usePlaces(of: unknown): Places {
  const key = JSON.stringify(of);
  const [kept, setKept] = useState<{ key: string; places: readonly string[] }>({ key, places: [] });
  const places = kept.key === key ? kept.places : [];
  return { after: places.at(-1), places, go: (next) => setKept({ key, places: next }) };
}
