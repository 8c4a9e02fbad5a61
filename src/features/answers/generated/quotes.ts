import type { Hit } from '../../../ports/passage-index.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import { type Carrier, carriersOf, clausesAbout } from './carriers.ts';
import type { SaidClause, SaidStatement } from './said.ts';
import { likeness, pairsOf } from './likeness.ts';

/** A verbatim sentence of a passage that carries a part of an answer. */
export type Quote = { hit: Hit; quote: string };

/** Likeness below which a sentence is no evidence for a clause without figures. */
const related = 0.3;

/** For every figure the sentence that says it most alike, for a clause without figures the one most like it. */
export function chooseQuotes(deps: { gazetteer: Gazetteer }, statement: SaidStatement): Quote[] {
  const { sources } = statement;
  const chosen = statement.clauses.flatMap((clause) => {
    const { about, figures } = clause;
    const carriers = figures.map((figure) =>
      bestOf({ clause, statement }, carriersOf(deps, figure, { about, sources }), 0),
    );
    const found = carriers.filter((carrier) => carrier !== null);
    if (found.length > 0) return found;
    const like = bestOf({ clause, statement }, clausesAbout(deps, about, sources), related);
    return like === null ? [] : [like];
  });
  return chosen.map(({ source, sentence }) => ({ hit: source.hit, quote: sentence.quote }));
}

/** Fewer pairs of characters say nothing by themselves. */
const fewPairs = 3;

function bestOf(of: { clause: SaidClause; statement: SaidStatement }, carriers: readonly Carrier[], least: number) {
  const own = pairsOf(of.clause.text);
  const pairs = own.size < fewPairs ? pairsOf(of.statement.text) : own;
  const rated = carriers.map((carrier) => ({
    carrier,
    like: Math.max(
      likeness(pairs, pairsOf(carrier.clause.text)),
      0.9 * likeness(pairs, pairsOf(carrier.sentence.text)),
    ),
  }));
  const [best] = rated.sort((a, b) => b.like - a.like);
  return best === undefined || best.like < least ? null : best.carrier;
}
