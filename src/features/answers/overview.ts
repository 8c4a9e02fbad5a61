import type { Answer } from '../../domain/answer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerDeps } from './deps.ts';
import { shareOf } from './scope.ts';
import type { Question } from './question.ts';
import { plainWords } from './sentences.ts';

/** Sections named in an overview. */
const mostSections = 8;

/**
 * 「长沙有哪些做法」 names a subject and nothing else: it is answered with how the best document about that subject begins
 * and what its sections are. Null when the question asks for more, or no document is about the subject.
 */
export function overviewOf(deps: AnswerDeps, question: Question, hits: readonly Hit[]): Answer | null {
  if (!['list', 'how', 'what'].includes(question.want)) return null;
  if (question.spans.some(({ weights }) => weights.includes(1))) return null;
  if (question.places.length + question.organizations.length !== 1) return null;
  const hit = hits.find((one) => isDocumentAbout(deps, question, one));
  if (!hit) return null;

  const passages = deps.index
    .passagesOf(hit.passage.documentId)
    .filter((passage) => isAbout(deps, question, `${hit.title} ${passage.section}`));
  const [first = hit.passage] = passages;
  const sections = [...new Set(passages.map(({ section }) => section.split(' › ').at(-1) ?? ''))].filter(
    (name) => name !== '',
  );
  const list = sections.slice(0, mostSections).map((name) => `· ${name}`);
  const citation = { documentId: first.documentId, title: hit.title, section: first.section, quote: first.text };
  return {
    status: 'answered',
    mode: 'extractive',
    confidence: 0.7,
    answer: [plainWords(first.text), ...(list.length > 1 ? ['资料里还写到：', ...list] : [])].join('\n'),
    citations: [citation],
  };
}

function isDocumentAbout(deps: AnswerDeps, question: Question, hit: Hit): boolean {
  return isAbout(deps, question, `${hit.title} ${hit.passage.section}`);
}

function isAbout(deps: AnswerDeps, question: Question, text: string): boolean {
  const above = deps.normalise(text);
  const named = deps.gazetteer.placesIn(above);
  return (
    question.places.every((place) => named.some((other) => deps.gazetteer.contains(place, other))) &&
    question.organizations.every((name) => shareOf(name, above) >= 0.6)
  );
}
