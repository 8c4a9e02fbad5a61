import type { Answer, Citation } from '../../domain/answer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import { citationOf, validityWords } from './citation.ts';
import type { AnswerDeps } from './deps.ts';
import { shareOf } from './scope.ts';
import type { Question } from './question.ts';
import { plainWords } from './sentences.ts';

/** Sections named in an overview. */
const mostSections = 8;

type Subject = Question['subjects'][number];
type Overview = { words: string; sections: string[]; citation: Citation };

/**
 * 「长沙有哪些做法」 names subjects and nothing else: each is answered with how the best document about it begins, a single
 * one also with its sections. Null when the question asks for more, or no document is about a subject.
 */
export async function overviewOf(deps: AnswerDeps, question: Question, hits: readonly Hit[]): Promise<Answer | null> {
  if (!['list', 'how', 'what', 'compare'].includes(question.want) || question.subjects.length === 0) return null;
  if (
    question.figures.length > 0 ||
    question.names.length > 0 ||
    question.spans.some(({ weights }) => weights.includes(1))
  )
    return null;
  const overviews = await Promise.all(question.subjects.map((subject) => readOverview(deps, subject, hits)));
  const found = overviews.filter((overview) => overview !== null);
  if (found.length < overviews.length) return null;
  const citations = found.map(({ citation }) => citation);
  return {
    status: 'answered',
    mode: 'extractive',
    confidence: 0.7,
    answer: [
      validityWords(citations),
      found.length === 1 ? found.map(inFull).join('\n') : found.map(({ words }) => `· ${words}`).join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n'),
    citations,
    usage: null,
  };
}

async function readOverview(deps: AnswerDeps, subject: Subject, hits: readonly Hit[]): Promise<Overview | null> {
  const hit = hits.find(({ document, passage }) => isAbout(deps, subject, `${document.title} ${passage.section}`));
  if (!hit) return null;
  const { document } = hit;
  const passages = (await deps.index.passagesOf(document.id)).filter(({ section }) =>
    isAbout(deps, subject, `${document.title} ${section}`),
  );
  const [first = hit.passage] = passages;
  const names = passages.filter(({ section }) => section !== first.section).map(({ section }) => lastOf(section));
  return {
    words: plainWords(first.text),
    sections: [...new Set(names)].filter((name) => name !== '').slice(0, mostSections),
    citation: citationOf({ document, passage: first }, first.text, deps.today()),
  };
}

function inFull({ words, sections }: Overview): string {
  return sections.length === 0 ? words : [words, '资料里还写到：', ...sections.map((name) => `· ${name}`)].join('\n');
}

function lastOf(section: string): string {
  return section.split(' › ').at(-1) ?? '';
}

function isAbout(deps: AnswerDeps, subject: Subject, text: string): boolean {
  const above = deps.normalise(text);
  const named = deps.gazetteer.placesIn(above);
  return (
    subject.places.every((place) => named.some((other) => deps.gazetteer.contains(place, other))) &&
    subject.organizations.every((name) => shareOf(name, above) >= 0.6)
  );
}
