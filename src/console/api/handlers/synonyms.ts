import type { OwnSynonym, SynonymGroup } from '../../../domain/synonyms.ts';
import type { SynonymDesk } from '../../../features/answers/synonym-desk.ts';
import type { TryQuestion } from '../../../features/answers/trial.ts';
import { bind, type Bound } from '../bind.ts';
import { synonymRoutes as routes } from '../contract/synonyms.ts';

export type SynonymHandlerDeps = {
  synonyms: SynonymDesk;
  tryQuestion: TryQuestion;
  /** Does work as if this group were there too. */
  tryWith: <T>(group: SynonymGroup, work: () => Promise<T>) => Promise<T>;
};

export function createSynonymHandlers({ synonyms, tryQuestion, tryWith }: SynonymHandlerDeps) {
  return {
    listSynonyms: bind(routes.listSynonyms, async () => {
      const { own, file, fault } = await synonyms.list();
      return { own: own.map(toShown), file: file.map((words) => [...words]), fault };
    }),

    addSynonym: bind(routes.addSynonym, async ({ user }, { body: { words } }) =>
      toShown(await synonyms.add(words, user.name)),
    ),

    removeSynonym: bind(routes.removeSynonym, async ({ user }, { params: { id } }) => {
      await synonyms.remove(id, user.name);
      return undefined;
    }),

    trySynonym: bind(routes.trySynonym, async ({ user }, { body: { words, question } }) => {
      const group = await synonyms.check(words);
      const ask = () => tryQuestion(question, { collections: null, by: user.id });
      const before = await ask();
      return { before, after: await tryWith(group, ask) };
    }),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toShown({ addedAt, words, ...synonym }: OwnSynonym) {
  return { ...synonym, words: [...words], addedAt: new Date(addedAt).toISOString() };
}
