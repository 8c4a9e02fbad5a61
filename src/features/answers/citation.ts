import type { Day } from '../../base/calendar.ts';
import type { Answer, Citation } from '../../domain/answer.ts';
import type { Document, Passage } from '../../domain/document.ts';
import { validityOn } from '../../domain/validity.ts';

/** Names where a quote stands, with the validity of its document on a day; `quote` is verbatim text of the passage. */
export function citationOf(of: { document: Document; passage: Passage }, quote: string, on: Day): Citation {
  const { document, passage } = of;
  const { title, id: documentId } = document;
  return { documentId, title, section: passage.section, quote, page: passage.page, note: validityNote(document, on) };
}

/** 已于 2025-01-01 失效，已被《…》替代: what a reader must know of a document that is not in force; null when it is. */
export function validityNote(document: Document, on: Day): string | null {
  const state = validityOn(on, document);
  if (state.kind === 'valid') return null;
  if (state.kind === 'not-yet') return `自 ${state.from} 起施行`;
  const replaced = state.replacedBy === null ? null : `已被《${state.replacedBy.replace(/^《|》$/g, '')}》替代`;
  const ended = state.on === null ? null : `已于 ${state.on} ${state.why === 'repealed' ? '废止' : '失效'}`;
  return [ended, replaced].filter((part) => part !== null).join('，');
}

/** The same as a sentence of the answer, once for every document cited that is not in force; "" when all are. */
export function validityWords(citations: readonly Citation[]): string {
  const noted = citations.filter(({ note }) => note !== null).map(({ title, note }) => `注意：《${title}》${note}。`);
  return [...new Set(noted)].join('\n');
}

/** An answer as it is said in a chat: the words, then one line a source. */
export function withSources({ answer, citations }: Pick<Answer, 'answer' | 'citations'>): string {
  const sources = [...new Set(citations.map(sourceOf))];
  return `${answer}\n\n${sources.map((source) => `出处：${source}`).join('\n')}`;
}

function sourceOf({ title, section, page, note }: Citation): string {
  const where = [section, page === null ? '' : `第${page}页`].filter((part) => part !== '').join(' ');
  return `《${title}》${where === '' ? '' : ` ${where}`}${note === null ? '' : `（${note}）`}`;
}
