import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Hit } from '../../../ports/passage-index.ts';
import type { Question } from '../question.ts';
import { type About, belongsElsewhere, type Carrier, carriersOf, clausesAbout, isName } from './carriers.ts';
import { isOfOtherColumn } from './columns.ts';
import { countsAnother } from './counted.ts';
import { turns } from './directions.ts';
import { claimsWhole } from './existence.ts';
import type { Figure } from '../figures.ts';
import { carriedShare } from './likeness.ts';
import { strayItem } from './lists.ts';
import { findLooseName } from './names.ts';
import { contradictsPolarity } from './polarity.ts';
import { misplacedPerson } from './posts.ts';
import { chooseQuotes, type Quote } from './quotes.ts';
import { aboutQuestion, readStatement, type SaidClause, type SaidStatement, unclear } from './said.ts';
import { readSource, type Source, type SourceSentence } from './source.ts';
import type { Statement } from './statements.ts';
import { nextToFigures, strangeRuns } from './strange-words.ts';

/**
 * What stands between a model and a member.
 *
 * Threat: a model says what no document says, whether it errs, guesses or was talked into it. Every statement is held
 * to the passages it cites: figures with their measure, dates, names, places, organizations and persons must stand there,
 * with the place, organization and year they are said of. No word of two characters may be new that claims anything, and
 * what a figure is of must stand in its sentence; words that turn a sentence (up, down, only, cancelled), persons with their
 * posts and items with their list stand as they do there; a "not" may not come or go. The question grounds no figure. In
 * doubt an answer is dropped, for the extractive one takes its place. Not guarded: a statement without a figure or a person
 * that puts words of the right passages together in another way.
 */
export type Verdict = { reason: null; quotes: readonly Quote[] } | { reason: GroundFault; detail: string };

export type GroundFault =
  | 'no citation'
  | 'figure not in the passages'
  | 'figure of something else'
  | 'distribution cannot be told'
  | 'quoted not in the passages'
  | 'place not in the passages'
  | 'organization not in the passages'
  | 'person not in the passages'
  | 'letters not in the passages'
  | 'words not in the passages'
  | 'direction not in the passages'
  | 'person in another post'
  | 'list of its own'
  | 'not what is counted'
  | 'says the opposite';

type Deps = { gazetteer: Gazetteer };

/** Share of a statement's words that must stand in what it cites, or in the question. */
const wordsCarried = 0.7;

/** Holds statements to what they cite; a statement that cites nothing itself is held to all that the reply cites. */
export function ground(deps: Deps, statements: readonly Statement[], question: Question): Verdict {
  const sources = new Map<Hit, Source>();
  const sourceOf = (hit: Hit): Source => {
    const source = sources.get(hit) ?? readSource(deps.gazetteer, hit);
    sources.set(hit, source);
    return source;
  };
  let about = aboutQuestion(question);
  const quotes: Quote[] = [];
  for (const { text, cited } of statements) {
    if (cited.length === 0) return { reason: 'no citation', detail: text };
    const statement = readStatement(deps, { text, about, sources: cited.map(sourceOf) });
    const fault = faultOf(deps, statement, question);
    if (fault !== null) return fault;
    quotes.push(...chooseQuotes(deps, statement));
    about = statement.clauses.at(-1)?.about ?? about;
  }
  return { reason: null, quotes };
}

function faultOf(deps: Deps, statement: SaidStatement, question: Question): Verdict | null {
  const { text, clauses, written, sources } = statement;
  const loose = findLooseName(deps.gazetteer, text, written);
  if (loose !== null) return { reason: `${loose.kind} not in the passages`, detail: loose.name };
  for (const clause of clauses) {
    const fault = figureFaultOf(deps, clause, { sources, question: question.text });
    if (fault !== null) return fault;
  }
  if (carriedShare(text, `${written}\n${question.text}`) < wordsCarried) {
    return { reason: 'words not in the passages', detail: text };
  }
  const person = misplacedPerson(text, sources);
  if (person !== null) return { reason: 'person in another post', detail: person };
  for (const clause of clauses) {
    const reason = turnOf(deps, clause, { sources, written, question: question.text });
    if (reason !== null) return { reason, detail: clause.text };
  }
  const opposite = clauses.find((clause) => contradictsPolarity(clause, clausesAbout(deps, clause.about, sources)));
  return opposite ? { reason: 'says the opposite', detail: opposite.text } : null;
}

/** What the words of a clause make of what it rests on. */
function turnOf(
  deps: Deps,
  clause: SaidClause,
  { sources, written, question }: { sources: readonly Source[]; written: string; question: string },
): GroundFault | null {
  const all = clausesAbout(deps, clause.about, sources);
  const amounts = clause.figures.filter(({ kind }) => kind === 'amount');
  const carried = amounts.map((figure) => carriersOf(deps, figure, { about: clause.about, sources }));
  if (turns(clause, { carriers: carried.flat(), all })) return 'direction not in the passages';
  if (countsAnother(clause.text, carried.flat())) return 'not what is counted';
  if (carried.some((carriers) => claimsWhole(clause.text, { carriers, question }))) return 'not what is counted';
  const known = `${clause.places.join(' ')} ${question}`;
  if (strayItem(clause.text, { sources, known }) !== null) return 'list of its own';
  const isCarried = amounts.every(isName) || hasWordsOf(clause, carried);
  const isStrange = strangeRuns(clause.text, `${written}\n${question}`).length > 0;
  return isStrange || !isCarried ? 'words not in the passages' : null;
}

/** What a figure is of must stand in its sentence, or above it; what several are of, in theirs. */
function hasWordsOf({ text, ownPlaces }: SaidClause, carried: readonly (readonly Carrier[])[]): boolean {
  const words = ownPlaces.reduce((rest, place) => rest.replace(new RegExp(`${place}[省市县区]?`, 'gu'), ' '), text);
  const sentences = carried
    .flat()
    .map(({ source, sentence }) => ({ own: rowOr(sentence, source), above: source.above }));
  const own = carried.length > 1 ? [sentences.map((one) => one.own).join('\n')] : sentences.map((one) => one.own);
  const above = sentences.map((one) => one.above).join('\n');
  const next = nextToFigures(words);
  return own.some((one) => strangeRuns(words, `${above}\n${one}`).length + strangeRuns(next, one).length === 0);
}

/** A row of a table says what its figures are of in the head of the table. */
function rowOr({ quote, text }: SourceSentence, source: Source): string {
  if (!quote.startsWith('|')) return text;
  return `${/^\|.*$/mu.exec(source.text)?.[0] ?? ''}\n${text}`;
}

function figureFaultOf(
  deps: Deps,
  clause: SaidClause,
  { sources, question }: { sources: readonly Source[]; question: string },
): Verdict | null {
  const { about } = clause;
  if (about.places.includes(unclear)) return { reason: 'distribution cannot be told', detail: clause.text };
  for (const figure of clause.figures) {
    if (isInHeadings(figure, sources)) continue;
    const carriers = carriersOf(deps, figure, { about, sources });
    const detail = clause.text;
    if (carriers.length === 0) return { reason: faultWithout(deps, figure, { about, sources }), detail };
    const all = clausesAbout(deps, about, sources);
    const isElsewhere = ({ sentence: { cells } }: Carrier): boolean =>
      isOfOtherColumn(figure, { cells, clause: clause.text, question });
    if (carriers.every(isElsewhere) || belongsElsewhere(clause, figure, { carriers, all, question }))
      return { reason: 'figure of something else', detail };
  }
  return null;
}

/** The year of a title is the year of what stands below it. */
function isInHeadings(figure: Figure, sources: readonly Source[]): boolean {
  if (figure.kind !== 'date') return false;
  return sources.some(({ aboveFigures }) =>
    aboveFigures.some((above) => above.kind === 'date' && above.year === figure.year && figure.month === null),
  );
}

function faultWithout(deps: Deps, figure: Figure, of: { about: About; sources: readonly Source[] }): GroundFault {
  const anywhere = { places: [], organizations: [], roles: [], years: [] };
  const elsewhere = carriersOf(deps, figure, { about: anywhere, sources: of.sources });
  return elsewhere.length > 0 ? 'figure of something else' : 'figure not in the passages';
}
