import type { RouteObject } from 'react-router';

/** The views of the knowledge base. */
export const knowledgeRoutes: RouteObject[] = [
  {
    lazy: async () => ({ Component: (await import('./knowledge.tsx')).KnowledgePage }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./documents.tsx')).Documents }) },
      { path: 'try', lazy: async () => ({ Component: (await import('./try-question.tsx')).TryQuestion }) },
      { path: 'unanswered', lazy: async () => ({ Component: (await import('./questions.tsx')).Questions }) },
      { path: 'synonyms', lazy: async () => ({ Component: (await import('./synonyms.tsx')).Synonyms }) },
    ],
  },
];
