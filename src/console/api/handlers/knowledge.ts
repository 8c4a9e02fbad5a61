import { maskText } from '../../../domain/mask.ts';
import type { TryQuestion } from '../../../features/answers/trial.ts';
import type { DocumentDesk, ListedDocument } from '../../../features/knowledge/document-desk.ts';
import { bind, type Bound } from '../bind.ts';
import { knowledgeRoutes as routes } from '../contract/knowledge.ts';

export type KnowledgeHandlerDeps = {
  documents: DocumentDesk;
  tryQuestion: TryQuestion;
  /** What a group is answered from; null = from all. Throws `record/not-found`. */
  collectionsOf: (groupId: string) => Promise<readonly string[] | null>;
};

export function createKnowledgeHandlers({ documents: desk, tryQuestion, collectionsOf }: KnowledgeHandlerDeps) {
  return {
    listDocuments: bind(routes.listDocuments, async (_caller, { query }) => {
      const { search = null, collection = null, state = null, order, after, limit } = query;
      const { documents, total } = await desk.page({ search, collection, state, order, skip: after, limit });
      return { documents: documents.map(toShown), total };
    }),

    uploadDocument: bind(routes.uploadDocument, ({ user }, { query, body }) =>
      desk.bring({ ...query, bytes: body, by: user.name }),
    ),

    showDocument: bind(routes.showDocument, async (_caller, { params: { id } }) => toShown(await desk.show(id))),

    listPassages: bind(routes.listPassages, (_caller, { params: { id }, query }) => desk.passages(id, query)),

    showLoss: bind(routes.showLoss, async (_caller, { params: { id } }) => {
      const { questions, answered, ...loss } = await desk.loss(id);
      const mask = (text: string): string => maskText(text);
      return { ...loss, questions: questions.map(mask), answered: answered.map(mask) };
    }),

    changeDocument: bind(routes.changeDocument, async ({ user }, { params: { id }, body }) =>
      toShown(await desk.change(id, body, user.name)),
    ),

    removeDocument: bind(routes.removeDocument, async ({ user }, { params: { id } }) => {
      await desk.remove(id, user.name);
      return undefined;
    }),

    listCollections: bind(routes.listCollections, async () => ({ collections: await desk.collections() })),

    tryQuestion: bind(routes.tryQuestion, async ({ user }, { body: { question, collections, group } }) =>
      tryQuestion(question, { collections: group === null ? collections : await collectionsOf(group), by: user.id }),
    ),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toShown({ readAt, ...document }: ListedDocument) {
  return { ...document, readAt: readAt === null ? null : new Date(readAt).toISOString() };
}
