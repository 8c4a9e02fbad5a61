import { AppError } from '../../base/errors.ts';
import { normalise } from '../../base/text.ts';
import { faultOfSynonyms, type OwnSynonym, type SynonymGroup } from '../../domain/synonyms.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

export type SynonymDeskDeps = {
  store: Pick<Store, 'ownSynonyms' | 'transaction'>;
  clock: Clock;
  newId: () => string;
  /** Those of the file, which only an operator changes; `fault`: what is wrong with it, null = nothing. */
  ofFile: () => { groups: readonly SynonymGroup[]; fault: string | null };
  /** Lets this process know at once what changed; others look again within seconds. */
  refresh: () => Promise<void>;
};

export type SynonymDesk = {
  list(): Promise<{ own: OwnSynonym[]; file: readonly SynonymGroup[]; fault: string | null }>;
  /** Throws `input/invalid` for what is no group, `record/conflict` for a word that another group has. */
  add(words: readonly string[], by: string): Promise<OwnSynonym>;
  /** Throws `record/not-found`. */
  remove(id: string, by: string): Promise<void>;
  /** The group as it would be kept; throws like `add`. */
  check(words: readonly string[]): Promise<SynonymGroup>;
};

const mostWords = 20;

/** Synonyms that staff keep in the store: the file beside them cannot be written where the bot runs in a container. */
export function createSynonymDesk(deps: SynonymDeskDeps): SynonymDesk {
  const { store, clock } = deps;
  const check = async (written: readonly string[]): Promise<SynonymGroup> => {
    const words = assertGroup(written);
    const own = (await store.ownSynonyms.list()).map((synonym) => synonym.words);
    assertFree(words, [...deps.ofFile().groups, ...own]);
    return words;
  };

  return {
    check,
    async list() {
      const { groups, fault } = deps.ofFile();
      return { own: await store.ownSynonyms.list(), file: groups, fault };
    },

    async add(written, by) {
      const words = await check(written);
      const added = { id: deps.newId(), words, addedAt: clock.now(), addedBy: by };
      await store.transaction(async (records) => {
        await records.ownSynonyms.add(added);
        const detail = { words: words.join(' = ') };
        await records.audit.append({ at: added.addedAt, who: by, action: 'synonym/add', subject: added.id, detail });
      });
      await deps.refresh();
      return added;
    },

    async remove(id, by) {
      await store.transaction(async (records) => {
        const removed = await records.ownSynonyms.remove(id);
        if (removed === null) throw new AppError('record/not-found', '没有这组同义词，可能已经删掉了。');
        const detail = { words: removed.words.join(' = ') };
        await records.audit.append({ at: clock.now(), who: by, action: 'synonym/remove', subject: id, detail });
      });
      await deps.refresh();
    },
  };
}

function assertGroup(written: readonly string[]): string[] {
  const words = written.map((word) => word.trim()).filter((word) => word !== '');
  if (words.length < 2) throw new AppError('input/invalid', '同义词至少要写两个，例如：民非、民办非企业单位。');
  if (words.length > mostWords) throw new AppError('input/invalid', `一组同义词最多 ${mostWords} 个，请分成几组。`);
  const marked = words.find((word) => /[=＝#＃\n\r]/u.test(word));
  if (marked !== undefined) throw new AppError('input/invalid', `“${marked}”里有 = 或 #，请一个词填一格。`);
  const fault = faultOfSynonyms(words);
  if (fault !== null) throw new AppError('input/invalid', fault);
  const twice = words.find((word, at) => words.findIndex((other) => normalise(other) === normalise(word)) < at);
  if (twice !== undefined) throw new AppError('input/invalid', `“${twice}”写了两遍，请删掉一个。`);
  return words;
}

/** A word of two groups would make all of their words the same. */
function assertFree(words: readonly string[], groups: readonly SynonymGroup[]): void {
  for (const word of words) {
    const other = groups.find((group) => group.some((one) => normalise(one) === normalise(word)));
    if (other === undefined) continue;
    throw new AppError(
      'record/conflict',
      `“${word}”已经在另一组里（${other.join(' = ')}），请先删掉那组，再写成一组。`,
    );
  }
}
