import type { Citation } from '../../domain/answer.ts';
import type { Evidence } from './evidence.ts';
import type { Question } from './question.ts';
import { plainWords } from './sentences.ts';

/** The words of an answer and what carries them. */
export type Composed = { answer: string; citations: Citation[] };

/** A passage up to this length is given whole when a question asks for more than one fact. */
const wholePassage = 320;
/** Sentences that follow the best one when its passage is longer. */
const followers = 2;
/** Subjects told apart in one answer. */
const mostSubjects = 4;

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
  if (question.want === 'compare') return onePerPlace(question, evidence);
  if (asksWhich(question)) return onePerSubject(evidence, best);
  if (isOneFact(question)) return withSecond(question, evidence, best);
  return [{ evidence: best, quote: clauseOf(best) }];
}

function isOneFact(question: Question): boolean {
  return ['number', 'date', 'who', 'where', 'whether'].includes(question.want);
}

/** 哪些城市…, 哪几家…: the answer is the list of subjects, not one of them. */
function asksWhich(question: Question): boolean {
  return (
    question.places.length === 0 && /哪(?:些|几个|几家|个)(?:城市|地方|地区|单位|协会|商会|省份?)/.test(question.text)
  );
}

/** The best sentence, and a second one when it brings words of the question that the first lacks. */
function withSecond(question: Question, evidence: readonly Evidence[], best: Evidence): Chosen[] {
  const first = { evidence: best, quote: best.text };
  if (best.coverage >= 0.8 || question.want === 'number') return [first];
  const second = evidence.find(({ hit, at }) => hit.passage.id === best.hit.passage.id && at !== best.at);
  if (!second || second.score < best.score * 0.8) return [first];
  return [first, { evidence: second, quote: second.text }].sort((a, b) => a.evidence.at - b.evidence.at);
}

function onePerSubject(evidence: readonly Evidence[], best: Evidence): Chosen[] {
  const documents = new Set<string>();
  const quotes: Chosen[] = [];
  for (const one of evidence) {
    if (one.coverage < best.coverage * 0.85 || quotes.length >= mostSubjects) break;
    if (documents.has(one.hit.passage.documentId)) continue;
    documents.add(one.hit.passage.documentId);
    quotes.push({ evidence: one, quote: one.text });
  }
  return quotes;
}

function onePerPlace(question: Question, evidence: readonly Evidence[]): Chosen[] {
  if (question.places.length < 2) return evidence.slice(0, 1).map((one) => ({ evidence: one, quote: clauseOf(one) }));
  return question.places.flatMap((place) => {
    const one = evidence.find(({ text, hit }) => `${text} ${hit.passage.section} ${hit.title}`.includes(place));
    return one ? [{ evidence: one, quote: clauseOf(one) }] : [];
  });
}

/** The whole passage when it is short, else the sentence with those that follow it. */
function clauseOf({ hit, text, at }: Evidence): string {
  if (hit.passage.text.length <= wholePassage) return hit.passage.text;
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
