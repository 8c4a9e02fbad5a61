import type { System } from './system.ts';
import { bigramsOf } from './terms.ts';

const jieba = 'jieba-wasm';
const orama = '@orama/orama';

/**
 * What is compared, by the name that `--only` takes. Each library as its manual shows it, because most people run that,
 * and in the configuration in which it answered Chinese questions best. Libraries are loaded only when opened.
 */
export const systems = {
  qingyu: {
    label: 'Qingyu',
    packages: [],
    open: async (corpus) => (await import('./systems/qingyu.ts')).openQingyu(corpus),
  },
  minisearch: {
    label: 'MiniSearch',
    packages: ['minisearch'],
    open: async (corpus) => (await import('./systems/minisearch.ts')).openMiniSearch(corpus, 'default'),
  },
  'minisearch-bigram': {
    label: 'MiniSearch + bigrams',
    packages: ['minisearch'],
    open: async (corpus) => (await import('./systems/minisearch.ts')).openMiniSearch(corpus, 'bigrams'),
  },
  'minisearch-intl': {
    label: 'MiniSearch + Intl words',
    packages: ['minisearch'],
    open: async (corpus) => (await import('./systems/minisearch.ts')).openMiniSearch(corpus, 'words'),
  },
  orama: {
    label: 'Orama',
    packages: [orama],
    open: async (corpus) => (await import('./systems/orama.ts')).openOrama(corpus, 'default'),
  },
  'orama-mandarin': {
    label: 'Orama + Mandarin',
    packages: [orama, '@orama/tokenizers'],
    open: async (corpus) => (await import('./systems/orama.ts')).openOrama(corpus, 'mandarin'),
  },
  'orama-bigram': {
    label: 'Orama + bigrams',
    packages: [orama],
    open: async (corpus) => (await import('./systems/orama.ts')).openOrama(corpus, 'bigrams'),
  },
  flexsearch: {
    label: 'FlexSearch CJK',
    packages: ['flexsearch'],
    open: async (corpus) => (await import('./systems/flexsearch.ts')).openFlexSearch(corpus, 'every character'),
  },
  'flexsearch-suggest': {
    label: 'FlexSearch CJK + suggest',
    packages: ['flexsearch'],
    open: async (corpus) => (await import('./systems/flexsearch.ts')).openFlexSearch(corpus, 'any character'),
  },
  'flexsearch-context': {
    label: 'FlexSearch CJK + context',
    packages: ['flexsearch'],
    open: async (corpus) => (await import('./systems/flexsearch.ts')).openFlexSearch(corpus, 'any neighbours'),
  },
  'fts5-trigram': {
    label: 'FTS5 trigram',
    packages: ['libsql'],
    open: async (corpus) => (await import('./systems/fts5.ts')).openFts5Trigram(corpus, 'phrase'),
  },
  'fts5-trigram-or': {
    label: 'FTS5 trigram, OR',
    packages: ['libsql'],
    open: async (corpus) => (await import('./systems/fts5.ts')).openFts5Trigram(corpus, 'trigrams'),
  },
  'fts5-bigram-or': {
    label: 'FTS5 + bigrams, OR',
    packages: ['libsql'],
    open: async (corpus) => (await import('./systems/fts5.ts')).openFts5Words(corpus, bigramsOf),
  },
  'fts5-jieba-or': {
    label: 'FTS5 + jieba, OR',
    packages: ['libsql', jieba],
    open: async (corpus) => (await import('./systems/fts5-jieba.ts')).openFts5Jieba(corpus),
  },
} as const satisfies Record<string, System>;

export type SystemName = keyof typeof systems;

export const systemNames = Object.keys(systems).filter(isSystemName);

export function isSystemName(name: string): name is SystemName {
  return Object.hasOwn(systems, name);
}
