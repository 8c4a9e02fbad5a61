import type { Gazetteer } from '../../../domain/gazetteer.ts';
import { hasRole, type Role } from '../roles.ts';
import { shareOf } from '../scope.ts';
import { findOrganizations } from '../organizations.ts';
import { type Figure, isSameFigure } from '../figures.ts';
import { likeness, pairsOf } from './likeness.ts';
import { type Clause, type Source, type SourceSentence, yearsOf } from './source.ts';

/** Where a document says what a clause of an answer says. */
export type Carrier = { source: Source; sentence: SourceSentence; clause: Clause };

/** What a clause speaks of; a figure in it is about just that. */
export type About = {
  places: readonly string[];
  organizations: readonly string[];
  /** Offices: what a 会长单位 pays is not what a 副会长单位 pays. */
  roles: readonly Role[];
  years: readonly number[];
};

type Deps = { gazetteer: Gazetteer };

/** Every clause of the sources that has the figure and is about the same. */
export function carriersOf(deps: Deps, figure: Figure, of: { about: About; sources: readonly Source[] }): Carrier[] {
  return clausesAbout(deps, of.about, of.sources).filter(({ clause }) =>
    clause.figures.some((written) => isSameFigure(figure, written)),
  );
}

/** Every clause of the sources that is about these places, organizations and years, or does not say of which. */
export function clausesAbout(deps: Deps, about: About, sources: readonly Source[]): Carrier[] {
  return sources.flatMap((source) =>
    source.sentences
      .filter((sentence) => isAboutOrganizations(about, source, sentence) && isAboutYears(about, source, sentence))
      .flatMap((sentence) =>
        sentence.clauses
          .filter((clause) => isAboutPlaces(deps, about, { source, clause }) && isAboutRoles(about, clause))
          .map((clause) => ({ source, sentence, clause })),
      ),
  );
}

function isAboutPlaces({ gazetteer }: Deps, { places }: About, of: { source: Source; clause: Clause }): boolean {
  const { ownPlaces, places: spokenOf } = of.clause;
  // A place that an earlier clause named may have been an aside: what the headings name counts as well.
  const written = ownPlaces.length > 0 ? ownPlaces : [...spokenOf, ...of.source.abovePlaces];
  if (places.length === 0 || written.length === 0) return true;
  return places.some((place) => written.some((other) => gazetteer.contains(place, other)));
}

function isAboutOrganizations({ organizations }: About, source: Source, sentence: SourceSentence): boolean {
  return organizations.every((name) => {
    if (shareOf(name, sentence.text) >= 0.6) return true;
    const others = findOrganizations(
      sentence.text,
      sentence.clauses.flatMap(({ ownPlaces }) => ownPlaces),
    );
    return others.length === 0 && shareOf(name, `${source.above} ${source.text}`) >= 0.6;
  });
}

function isAboutRoles({ roles }: About, { text }: Clause): boolean {
  return roles.every((role) => !text.includes(role.base) || hasRole(role, text));
}

/** A sentence that names another year is about that one, and one that names none about that of its title. */
function isAboutYears({ years }: About, source: Source, sentence: SourceSentence): boolean {
  const written = sentence.years.length > 0 ? sentence.years : yearsOf(source.aboveFigures);
  return years.length === 0 || written.length === 0 || years.some((year) => written.includes(year));
}

/** How much more another clause may resemble the answer than the one that has its figure; of a few words more is chance. */
const muchMore = { ofMany: 0.2, ofFew: 0.45 };
/** A clause of fewer pairs of characters (每年2000元) is about what was asked. */
const fewPairs = 3;

/** The figure stands there, but with something else, while what the answer speaks of has another one. */
export function belongsElsewhere(
  clause: Clause,
  figure: Figure,
  of: { carriers: readonly Carrier[]; all: readonly Carrier[]; question: string },
): boolean {
  if (figure.kind !== 'amount' || isName(figure)) return false;
  const rivals = of.all.filter((one) => one.clause.figures.some((other) => isRival(figure, other)));
  const own = withoutHeadings(pairsOf(clause.text), of.all);
  const lead = (pairs: ReadonlySet<string>): number => closest(pairs, rivals) - closest(pairs, of.carriers);
  if (own.size >= fewPairs) return lead(own) > muchMore.ofMany;
  const asked = withoutHeadings(pairsOf(`${clause.text} ${of.question}`), of.all);
  return lead(own) > muchMore.ofFew || lead(asked) > muchMore.ofMany;
}

/** 3 of 1+3 names something. */
export function isName(figure: Figure): boolean {
  return figure.kind === 'amount' && figure.measure === null && figure.value < 10;
}

/** Words of the title and the headings are said of everything below them. */
function withoutHeadings(pairs: ReadonlySet<string>, carriers: readonly Carrier[]): Set<string> {
  const above = pairsOf([...new Set(carriers.map(({ source }) => source.above))].join('\n'));
  return new Set([...pairs].filter((pair) => !above.has(pair)));
}

function isRival(figure: Figure, other: Figure): boolean {
  if (figure.kind !== 'amount' || other.kind !== 'amount') return false;
  return other.measure === figure.measure || other.measure === null || figure.measure === null;
}

function closest(pairs: ReadonlySet<string>, carriers: readonly Carrier[]): number {
  return Math.max(0, ...carriers.map(({ clause }) => likeness(pairs, pairsOf(clause.text))));
}
