import { AsyncLocalStorage } from 'node:async_hooks';
import { createSynonyms, noSynonyms, type SynonymGroup, type Synonyms } from '../domain/synonyms.ts';
import type { OwnSynonyms } from '../ports/own-synonyms.ts';

export type SynonymsDeps = {
  /** Those of the file. */
  file: { groups(): readonly SynonymGroup[]; fault(): string | null; refresh(): Promise<void> };
  /** Those that staff keep. */
  own: Pick<OwnSynonyms, 'list'>;
};

/** The synonyms of the file and of the staff, as one. */
export type AllSynonyms = {
  current(): Synonyms;
  /** Of the file alone. */
  ofFile(): { groups: readonly SynonymGroup[]; fault: string | null };
  /** Takes over what changed in the file or the store. */
  refresh(): Promise<void>;
  /** Does work as if this group were there too; whatever runs beside it knows nothing of it. */
  tryWith<T>(group: SynonymGroup, work: () => Promise<T>): Promise<T>;
};

export function createAllSynonyms({ file, own }: SynonymsDeps): AllSynonyms {
  const trial = new AsyncLocalStorage<Synonyms>();
  let groups: readonly SynonymGroup[] = [];
  let known = noSynonyms;
  let seen = '';

  return {
    current: () => trial.getStore() ?? known,
    ofFile: () => ({ groups: file.groups(), fault: file.fault() }),
    async refresh() {
      await file.refresh();
      const all = [...file.groups(), ...(await own.list()).map(({ words }) => words)];
      const now = JSON.stringify(all);
      if (now === seen) return;
      [groups, known, seen] = [all, createSynonyms(all), now];
    },
    tryWith: (group, work) => trial.run(createSynonyms([...groups, group]), work),
  };
}
