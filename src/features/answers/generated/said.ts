import type { Gazetteer } from '../../../domain/gazetteer.ts';
import { findOrganizations } from '../organizations.ts';
import type { Question } from '../question.ts';
import { rolesIn } from '../roles.ts';
import type { About } from './carriers.ts';
import { foldFigures, readFigures } from '../figures.ts';
import { type Clause, readClauses, type Source, yearsOf } from './source.ts';

/** A clause of an answer and what it is said of. */
export type SaidClause = Clause & { about: About };
export type SaidStatement = {
  text: string;
  clauses: readonly SaidClause[];
  sources: readonly Source[];
  written: string;
};

/** What is not said of anything else is said of what was asked. */
export function aboutQuestion(question: Question): About {
  const organizations = question.subjects.length > 1 ? [] : question.organizations;
  return {
    places: question.places,
    organizations,
    roles: question.roles,
    years: yearsOf(readFigures(foldFigures(question.text))),
  };
}

export function readStatement(
  { gazetteer }: { gazetteer: Gazetteer },
  of: { text: string; about: About; sources: readonly Source[] },
): SaidStatement {
  const text = foldFigures(of.text);
  let { organizations, roles, years } = of.about;
  const written = of.sources.map((source) => `${source.above}\n${source.text}`).join('\n');
  // Word for word as it is written, everything stands with what it belongs to.
  const read = written.includes(text.replace(/[。.!?;]+$/u, '')) ? readClauses : clausesOf;
  const clauses = read(gazetteer, text, of.about.places)
    .map(withoutNames)
    .map((clause) => {
      const named = findOrganizations(clause.text, clause.ownPlaces).map(({ name }) => name);
      const ownYears = yearsOf(clause.figures);
      if (named.length > 0) organizations = named;
      // Another place is another subject.
      else if (clause.ownPlaces.length > 0) organizations = [];
      const ownRoles = rolesIn(clause.text);
      if (ownRoles.length > 0) roles = ownRoles;
      if (ownYears.length > 0) years = ownYears;
      return { ...clause, about: { places: clause.places, organizations, roles, years } };
    });
  return { text, clauses, sources: of.sources, written };
}

/** A number in a quoted name (“五大行动”) counts nothing; the name is looked for as a whole. */
function withoutNames(clause: Clause): Clause {
  const text = clause.text.replace(/[“"「『《][^”"」』》\d]*\p{Script=Han}{2}[^”"」』》\d]*[”"」』》]/gu, ' ');
  return text === clause.text ? clause : { ...clause, figures: readFigures(text) };
}

const distributes = /分别|依次|各为|各有/u;

/** 长沙、合肥分别有237条、59条 is one clause for each; which of other things has which figure cannot be told. */
function clausesOf(gazetteer: Gazetteer, text: string, places: readonly string[]): Clause[] {
  const figures = readFigures(text);
  const amounts = figures.filter(({ kind }) => kind === 'amount');
  const own = gazetteer.placesIn(text);
  const isOne = amounts.length < 2 && own.length < 2;
  if (isOne || !distributes.test(text)) return readClauses(gazetteer, text, places);
  if (amounts.length !== own.length) return [{ text, figures, ownPlaces: own, places: [unclear] }];
  const others = figures.filter(({ kind }) => kind !== 'amount');
  return own.map((place, at) => ({
    text,
    figures: [...others, ...amounts.slice(at, at + 1)],
    ownPlaces: own,
    places: [place],
  }));
}

/** Stands for the place of figures that are dealt out in an order which cannot be told. */
export const unclear = '\u0000';
