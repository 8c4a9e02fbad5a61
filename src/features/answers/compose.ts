import type { Day } from '../../base/calendar.ts';
import type { Citation } from '../../domain/answer.ts';
import { announcedIn } from './announced.ts';
import { citationOf, validityWords } from './citation.ts';
import { contradictionOf } from './contradiction.ts';
import type { Evidence } from './evidence.ts';
import type { Question } from './question.ts';
import { type Chosen, clauseOf, opensNext, sentenceOf, tableOf, wordsOf } from './quote.ts';
import { isRow } from './table-row.ts';

/** The words of an answer and what carries them. */
export type Composed = { answer: string; citations: readonly Citation[] };

/** Subjects told apart in one answer. */
const mostSubjects = 4;
/** Sentences beside the best passage. */
const mostSiblings = 5;
/** Sentences for each side of a comparison that asks for more than one fact. */
const mostOfSide = 2;

/** Makes an answer of the evidence of a question, or of each part of it, best first. Every quote is verbatim text of its passage. */
export function compose(question: Question, parts: readonly (readonly Evidence[])[], on: Day): Composed {
  const [only] = parts;
  const other = parts.length === 1 && only ? contradictionOf(question, only) : null;
  if (only?.[0] && other) return disagreement(question, [only[0], other], on);
  const chosen = withoutRepeats(parts.length > 1 ? ofEachPart(question, parts) : choose(question, only ?? []));
  const lines = chosen.map((one) => {
    const { owner } = one.evidence;
    return `${owner === null ? '' : `${owner}：`}${wordsOf(question, one)}`;
  });
  const words = lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => `· ${line}`).join('\n');
  return inFull(words, chosen, on);
}

function inFull(words: string, chosen: readonly Chosen[], on: Day): Composed {
  const citations = chosen.map(({ evidence: { hit }, quote }) => citationOf(hit, quote, on));
  const note = validityWords(citations);
  return { answer: note === '' ? words : `${note}\n${words}`, citations };
}

/** Two documents in force that say it differently: both are told, and which is the newer. */
function disagreement(question: Question, sides: readonly [Evidence, Evidence], on: Day): Composed {
  const chosen = sides.map(sentenceOf);
  const lines = chosen.map((one) => {
    const { title, date } = one.evidence.hit.document;
    return `· 《${title}》${date === null ? '' : `（${date}）`}：${wordsOf(question, one)}`;
  });
  const [newest, older] = sides
    .map(({ hit }) => hit.document)
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
  const isDated = newest?.date && older?.date && newest.date !== older.date;
  const last = isDated ? [`较新的一份是《${newest.title}》（${newest.date}）。`] : [];
  return inFull(['两份资料说法不一致：', ...lines, ...last, '以哪份为准，请向工作人员确认。'].join('\n'), chosen, on);
}

function choose(question: Question, evidence: readonly Evidence[]): Chosen[] {
  const [best] = evidence;
  if (!best) return [];
  if (asksWhich(question)) return oneEach(evidence, best);
  if (isOneFact(question)) return withSecond(question, evidence, best);
  return withSiblings(question, evidence, best);
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
  return [best, ...(second ? [second] : [])].map(sentenceOf);
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
function withSiblings(question: Question, evidence: readonly Evidence[], best: Evidence): Chosen[] {
  const heading = headingOf(best);
  const chosen = [isTableAsked(question, best) ? tableOf(best) : clauseOf(question, best, evidence), ...openedBy(best)];
  const seen = new Set(chosen.map(({ evidence: { hit } }) => hit.passage.id));
  for (const one of evidence) {
    if (chosen.length > mostSiblings || one.coverage < best.coverage * 0.85) break;
    if (seen.has(one.hit.passage.id) || headingOf(one) !== heading || heading === '') continue;
    seen.add(one.hit.passage.id);
    chosen.push(isTableAsked(question, one) ? tableOf(one) : sentenceOf(one));
  }
  return chosen.sort((a, b) => a.evidence.hit.passage.seq - b.evidence.hit.passage.seq);
}

/** A list may be a table; any other question asks for a row of it. */
function isTableAsked(question: Question, { sentence }: Evidence): boolean {
  return sentence.row !== null && (question.want === 'list' || question.want === 'compare');
}

/** What the best sentence announces, where it begins the next passage. */
function openedBy(best: Evidence): Chosen[] {
  if (best.next === null || !opensNext(best)) return [];
  const { text } = best.next.passage;
  const quote = isRow(text) ? text : announcedIn(text, best.text);
  return quote === '' ? [] : [{ evidence: { ...best, hit: best.next }, quote }];
}

function headingOf({ hit }: Evidence): string {
  const [heading = ''] = hit.passage.section.split(' › ');
  return heading === '' ? '' : `${hit.passage.documentId} ${heading}`;
}

function oneEach(evidence: readonly Evidence[], best: Evidence): Chosen[] {
  const subjects = new Set<string>();
  const chosen: Chosen[] = [];
  // A sentence that names them all is the answer; 山东省济南市 is one of them.
  if (best.sentence.places.length > 2) return [sentenceOf(best)];
  for (const one of evidence) {
    if (one !== best && one.sentence.places.length === 0 && !one.sentence.ownOrganization) continue;
    if (one.coverage < best.coverage * 0.85 || chosen.length >= mostSubjects) break;
    if (subjects.has(one.subject)) continue;
    subjects.add(one.subject);
    chosen.push(sentenceOf(one));
  }
  return chosen;
}

function ofEachPart(question: Question, parts: readonly (readonly Evidence[])[]): Chosen[] {
  return parts.flatMap(([best, ...others]) => {
    if (!best) return [];
    const more =
      isOneFact(question) || !/做|措施|办法|经验/.test(question.text)
        ? []
        : others.filter((one) => isBeside(one, best));
    return [best, ...more.slice(0, mostOfSide - 1)].map(sentenceOf);
  });
}

/** As good an answer, from another passage. */
function isBeside(one: Evidence, best: Evidence): boolean {
  return one.coverage >= best.coverage * 0.95 && one.hit.passage.id !== best.hit.passage.id;
}

/** The same quote once; a sentence that stands in another quote of its passage not at all. */
function withoutRepeats(chosen: readonly Chosen[]): Chosen[] {
  return chosen.filter(
    ({ quote, evidence }, index) =>
      !chosen.some(
        (other, at) =>
          at !== index &&
          other.evidence.hit.passage.id === evidence.hit.passage.id &&
          (other.quote === quote ? at < index : other.quote.includes(quote)),
      ),
  );
}
