import { personsAnswer } from '../../domain/document.ts';
import { announces, withAnnounced } from './announced.ts';
import type { Evidence } from './evidence.ts';
import { isOfColumn, saysAll } from './form.ts';
import type { Question } from './question.ts';
import { plainWords, sentencesOf } from './sentences.ts';
import { cellsOf, isRow, rowInWords } from './table-row.ts';

/** What is quoted of a passage: verbatim text around a piece of evidence. */
export type Chosen = { evidence: Evidence; quote: string };

/** Characters quoted of a passage when a question asks for more than one fact. */
const wholePassage = 320;
/** A sentence beside the best one is quoted with it when it carries this share of what that one does. */
const asMuch = 0.85;
const wholeTable = 600;

/** The sentence alone; one that only opens a list or a table with what it opens, and a person's answer whole. */
export function sentenceOf(evidence: Evidence): Chosen {
  if (isPersons(evidence)) return { evidence, quote: evidence.hit.passage.text };
  return { evidence, quote: opensMore(evidence) ? withAnnounced(evidence.hit.passage.text, evidence) : evidence.text };
}

/**
 * The lines of the passage that carry the answer, with what they open; only the sentences that do where those say all that is
 * asked for, or where the lines are too long.
 */
export function clauseOf(question: Question, evidence: Evidence, others: readonly Evidence[]): Chosen {
  const { hit, text, at, isWholeInScope } = evidence;
  if (isPersons(evidence)) return { evidence, quote: hit.passage.text };
  if (opensMore(evidence)) return { evidence, quote: withAnnounced(evidence.hit.passage.text, evidence) };
  if (isRow(text)) return { evidence, quote: text };
  if (!isWholeInScope) return { evidence, quote: sentencesFrom(evidence) };
  const beside = others.filter((one) => one.hit === hit && one.coverage >= evidence.coverage * asMuch);
  const from = Math.min(at, ...beside.map((one) => one.at));
  const end = Math.max(at + text.length, ...beside.map((one) => one.at + one.text.length));
  const isComplete = saysAll(question, evidence.sentence.normal);
  if (isComplete && end - from <= wholePassage) return { evidence, quote: hit.passage.text.slice(from, end) };
  const lines = [linesAround(hit.passage.text, from, end), linesAround(hit.passage.text, at, at + text.length)];
  return { evidence, quote: lines.find((quote) => quote.length <= wholePassage) ?? sentencesFrom(evidence) };
}

/** What a person wrote to one who asked is not taken apart. */
function isPersons({ hit: { document, passage } }: Evidence): boolean {
  return document.source === personsAnswer && passage.text.length <= wholePassage;
}

/** The sentence and what follows it on its line, as long as it is about the same thing and fits. */
function sentencesFrom({ hit, text, at, until }: Evidence): string {
  const rest = hit.passage.text.slice(at, until);
  let quote = text;
  for (const next of sentencesOf(rest).slice(1)) {
    if (next.at + next.text.length > wholePassage) break;
    quote = rest.slice(0, next.at + next.text.length);
  }
  return quote;
}

/** From the head of the line in which `from` stands to the end of the line in which `end` stands. */
function linesAround(text: string, from: number, end: number): string {
  const last = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', from) + 1, last === -1 ? text.length : last).trim();
}

/** 具体内容如下表。 says nothing without the table. */
function opensMore({ text, at, hit, sentence }: Evidence): boolean {
  return sentence.row === null && announces(text) && at + text.length < hit.passage.text.trimEnd().length;
}

/** What is announced begins a passage of its own: that is the next one. */
export function opensNext({ text, at, hit, sentence }: Evidence): boolean {
  return sentence.row === null && announces(text) && at + text.length >= hit.passage.text.trimEnd().length;
}

/** A row with the whole of its table when that is short. */
export function tableOf(evidence: Evidence): Chosen {
  const { hit, text } = evidence;
  return { evidence, quote: hit.passage.text.length <= wholeTable ? hit.passage.text : text };
}

/** A sentence cut at a semicolon ends where it is cut. */
function ended(words: string): string {
  return words.replace(/[；;]$/u, '。');
}

/** The words of a quote: a row of a table as a sentence, of its columns those that are asked for. */
export function wordsOf(question: Question, { evidence, quote }: Chosen): string {
  const { sentence } = evidence;
  if (sentence.row === null || quote !== evidence.text) return ended(plainWords(quote, evidence.hit.passage.text));
  const cells = cellsOf(quote, sentence.row);
  const isAsked = cells.map((_, index) => index > 0 && isAskedFor(question, evidence, index));
  // Other columns with figures would answer what was not asked.
  const asked = cells.filter(
    ({ text }, index) => index === 0 || isAsked[index] || !isAsked.includes(true) || !/\d/.test(text),
  );
  return plainWords(rowInWords(asked));
}

function isAskedFor(question: Question, { sentence }: Evidence, index: number): boolean {
  const cell = sentence.cells?.[index];
  return question.want === 'number' && cell !== undefined && isOfColumn(question, cell);
}
