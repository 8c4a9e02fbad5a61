import { type DocumentContent, type DocumentFacts, noFacts } from '../../../src/domain/document.ts';
import type { PassageIndex, SearchOptions } from '../../../src/ports/passage-index.ts';

/** Looks everywhere. */
export const everywhere: SearchOptions = { limit: 10, collections: null, validOn: null, documents: null };

/** A document as tests need it; `passages` are [section, text] or text alone. */
export function contentOf(
  id: string,
  of: {
    title?: string;
    collection?: string;
    hash?: string;
    facts?: Partial<DocumentFacts>;
    passages: readonly (string | readonly [string, string])[];
  },
): DocumentContent {
  return {
    document: {
      id,
      collection: of.collection ?? 'test',
      title: of.title ?? id,
      origin: null,
      hash: of.hash ?? '',
      ...noFacts,
      ...of.facts,
    },
    passages: of.passages.map((passage, seq) => {
      const [section, text] = typeof passage === 'string' ? ['', passage] : passage;
      return { id: `${id}#${seq}`, documentId: id, seq, section, text, page: null };
    }),
  };
}

export const fees = contentOf('fees', {
  title: '会费管理办法',
  hash: 'fees-1',
  passages: ['会员单位每年缴纳会费3500元，于三月底前缴清。', '逾期两年不缴纳会费的，经理事会决定可以终止会员资格。'],
});

export const election = contentOf('election', {
  title: '换届选举指引',
  hash: 'election-1',
  passages: [
    ['候选人', '会长候选人由理事会提名，公示七天。'],
    ['投票', '到会代表须超过三分之二，选举采用无记名投票方式。'],
  ],
});

export const reception = contentOf('reception', {
  title: '接待日工作规则',
  hash: 'reception-1',
  passages: ['每月十日为接待日，收集意见建议二百三十七条，推动解决实际困难五十九个。'],
});

/** Ids of the passages found, best first. */
export async function idsFound(
  index: PassageIndex,
  question: string,
  options: Partial<SearchOptions> = {},
): Promise<string[]> {
  const hits = await index.search(question, { ...everywhere, ...options });
  return hits.map(({ passage }) => passage.id);
}
