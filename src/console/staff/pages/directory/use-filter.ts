import { useSearchParams } from 'react-router';

/** What is searched for, kept in the address: it can be told to others, and the way back leads to it. */
export function useFilter<Name extends string>(names: readonly Name[]) {
  const [words, setWords] = useSearchParams();
  const filter: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = words.get(name);
    if (value !== null && value !== '') filter[name] = value;
  }
  const set = (changes: Partial<Record<Name, string | null | undefined>>): void =>
    setWords(
      (before) => {
        const after = new URLSearchParams(before);
        for (const name of names) {
          if (!(name in changes)) continue;
          const value = changes[name];
          if (value === null || value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  return { filter, set, isEmpty: Object.keys(filter).length === 0 };
}
