import type { Citation } from '../../domain/answer.ts';
import type { Evidence } from './evidence.ts';
import type { Question } from './question.ts';
import { plainWords } from './sentences.ts';

/** The words of an answer and what carries them. */
export type Composed = { answer: string; citations: readonly Citation[] };

/** A passage up to this length is given whole when a question asks for more than one fact. */
const wholePassage = 320;
/** Sentences that follow the best one when its passage is longer. */
const followers = 2;
/** Subjects told apart in one answer. */
const mostSubjects = 4;
/** Sentences beside the best passage. */
const mostSiblings = 5;

/** Makes an answer of the evidence, best first; at least one. Every quote is verbatim text of its passage. */
export function compose(question: Question, evidence: readonly Evidence[]): Composed {
  const chosen = choose(question, evidence);
  const citations = chosen.map(({ evidence: { hit }, quote }) => ({
    documentId: hit.passage.documentId,
    title: hit.title,
    section: hit.passage.section,
    quote,
  }));
  const lines = chosen.map(({ quote }) => plainWords(quote));
  return { answer: lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => `· ${line}`).join('\n'), citations };
}

type Chosen = { evidence: Evidence; quote: string };

function choose(question: Question, evidence: readonly Evidence[]): Chosen[] {
  const [best] = evidence;
  if (!best) return [];
  if (question.want !== 'whether' && question.subjects.length > 1) return onePerSubject(question, evidence);
  if (asksWhich(question)) return oneEach(evidence, best);
  if (isOneFact(question)) return withSecond(question, evidence, best);
  return withSiblings(evidence, best);
}

function isOneFact(question: Question): boolean {
  return ['number', 'date', 'who', 'where', 'whether'].includes(question.want);
}

/** 哪些城市…, 哪几家…: the answer is the list of subjects, not one of them. */
function asksWhich(question: Question): boolean {
  return (
    question.places.length === 0 &&
    /哪(?:些|几个|几家|个|两个|三个|家)(?:城市|地方|地区|单位|协会|商会|省份?)|哪[两三几][个家]/.test(question.text)
  );
}

/** The best sentence, and a second one when it brings what the first lacks: more of the question, or its second number. */
function withSecond(question: Question, evidence: readonly Evidence[], best: Evidence): Chosen[] {
  const second =
    question.measures.length > 1 ? nextMeasured(question, evidence, best) : nextNear(question, evidence, best);
  const chosen = [best, ...(second ? [second] : [])];
  return chosen.map((one) => ({ evidence: one, quote: one.text }));
}

function nextMeasured(question: Question, evidence: readonly Evidence[], best: Evidence): Evidence | undefined {
  const missing = question.measures.find((measure) => !new RegExp(`\\d(?:余|多)?[万千百]?${measure}`).test(best.text));
  if (missing === undefined)
    return evidence.find(({ hit, at }) => hit.passage.id === best.hit.passage.id && at !== best.at);
  const has = new RegExp(`\\d(?:余|多)?[万千百]?${missing}`);
  return evidence.find(({ text }) => has.test(text));
}

function nextNear(question: Question, evidence: readonly Evidence[], best: Evidence): Evidence | undefined {
  if (best.coverage >= 0.8 || question.want === 'number') return undefined;
  const second = evidence.find(({ hit, at }) => hit.passage.id === best.hit.passage.id && at !== best.at);
  return second && second.score >= best.score * 0.8 ? second : undefined;
}

/** For a list or a way of doing: the best passage, and what stands beside it under the same heading. */
function withSiblings(evidence: readonly Evidence[], best: Evidence): Chosen[] {
  const heading = headingOf(best);
  const chosen: Chosen[] = [{ evidence: best, quote: clauseOf(best) }];
  const seen = new Set([best.hit.passage.id]);
  for (const one of evidence) {
    if (chosen.length > mostSiblings || one.coverage < best.coverage * 0.85) break;
    if (seen.has(one.hit.passage.id) || headingOf(one) !== heading || heading === '') continue;
    seen.add(one.hit.passage.id);
    chosen.push({ evidence: one, quote: one.text });
  }
  return chosen.sort((a, b) => a.evidence.hit.passage.seq - b.evidence.hit.passage.seq);
}

function headingOf({ hit }: Evidence): string {
  const [heading = ''] = hit.passage.section.split(' › ');
  return heading === '' ? '' : `${hit.passage.documentId} ${heading}`;
}

function oneEach(evidence: readonly Evidence[], best: Evidence): Chosen[] {
  const subjects = new Set<string>();
  const quotes: Chosen[] = [];
  for (const one of evidence) {
    if (one.coverage < best.coverage * 0.85 || quotes.length >= mostSubjects) break;
    if (subjects.has(one.subject)) continue;
    subjects.add(one.subject);
    quotes.push({ evidence: one, quote: one.text });
  }
  return quotes;
}

function onePerSubject(question: Question, evidence: readonly Evidence[]): Chosen[] {
  return question.subjects.flatMap(({ places, organizations }) => {
    const names = [...places, ...organizations];
    const one = evidence.find(({ text, hit }) =>
      names.every((name) => `${text} ${hit.passage.section} ${hit.title}`.includes(name)),
    );
    return one ? [{ evidence: one, quote: one.text }] : [];
  });
}

/** The whole passage when it is short, else the sentence with those that follow it. */
function clauseOf({ hit, text, at, isWholeInScope }: Evidence): string {
  if (isWholeInScope && hit.passage.text.length <= wholePassage) return hit.passage.text;
  if (!isWholeInScope) return text;
  let end = at + text.length;
  for (let more = 0; more < followers && end < hit.passage.text.length; more += 1) {
    const next = hit.passage.text.slice(end).search(/[^。！？\n][。！？\n]/);
    if (next === -1) break;
    end += next + 2;
  }
  return hit.passage.text.slice(at, end).trim();
}

/** An answer as it is said in a chat: the words, then one line a source. */
export function withSources({ answer, citations }: Composed): string {
  const sources = [
    ...new Set(citations.map(({ title, section }) => `《${title}》${section === '' ? '' : ` ${section}`}`)),
  ];
  return `${answer}\n\n${sources.map((source) => `出处：${source}`).join('\n')}`;
}
