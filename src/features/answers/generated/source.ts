import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Hit } from '../../../ports/passage-index.ts';
import { sentencesOf } from '../sentences.ts';
import { type Figure, foldFigures, readFigures } from '../figures.ts';
import { type Cell, cellsOf, measuredCell, measuredRow } from '../table-row.ts';
import { maskDocument } from './masking.ts';

/** A run between commas: what a figure or a name stands with. Text is folded. */
export type Clause = {
  text: string;
  figures: readonly Figure[];
  /** Named in it. */
  ownPlaces: readonly string[];
  /** What it speaks of: its own places, else those of the clause before it. */
  places: readonly string[];
};

/** A sentence of a passage; `quote` is verbatim. `cells` are the folded fields of a table's row, null for prose. */
export type SourceSentence = {
  quote: string;
  text: string;
  clauses: readonly Clause[];
  years: readonly number[];
  cells: readonly Cell[] | null;
};

/** A passage as an answer is held to it: as the model was shown it, folded; hit and quotes are as the document has them. */
export type Source = {
  hit: Hit;
  text: string;
  /** Title, headings and facts of the document. */
  above: string;
  abovePlaces: readonly string[];
  aboveFigures: readonly Figure[];
  sentences: readonly SourceSentence[];
};

export function readSource(gazetteer: Gazetteer, hit: Hit): Source {
  const { document, passage } = hit;
  const above = foldFigures(
    [document.title, passage.section, document.region, document.organization].filter((part) => part !== null).join(' '),
  );
  const sentences = sentencesOf(passage.text).map(({ text: quote, row }) => {
    const text = foldFigures(maskDocument(row === null ? quote : measuredRow(quote, row)));
    const clauses = readClauses(gazetteer, text, []);
    const cells = row === null ? null : cellsOf(quote, row).map(foldCell);
    return { quote, text, clauses, years: yearsOf(clauses.flatMap(({ figures }) => figures)), cells };
  });
  const abovePlaces = gazetteer.placesIn(above);
  const aboveFigures = readFigures(above);
  return { hit, text: foldFigures(maskDocument(passage.text)), above, abovePlaces, aboveFigures, sentences };
}

function foldCell(cell: Cell): Cell {
  const { head, text } = measuredCell(cell);
  return { head: foldFigures(head), text: foldFigures(maskDocument(text)) };
}

/** Cut where a comma or colon stands; a place goes on being spoken of until another one is named. */
export function readClauses(gazetteer: Gazetteer, folded: string, spokenOf: readonly string[]): Clause[] {
  let places = spokenOf;
  return folded
    .split(/[,:;，：；]/u)
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const ownPlaces = gazetteer.placesIn(text);
      if (ownPlaces.length > 0) places = ownPlaces;
      return { text, figures: readFigures(text), ownPlaces, places };
    });
}

export function yearsOf(figures: readonly Figure[]): number[] {
  return figures.flatMap((figure) => (figure.kind === 'date' && figure.year !== null ? [figure.year] : []));
}
