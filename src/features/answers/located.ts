import type { Document, Passage } from '../../domain/document.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerDeps } from './deps.ts';
import { speaksOf } from './spoken-of.ts';

/** Finds out of which place documents are that say it neither in a title nor in their facts, but in their text. */
export type Locate = (places: readonly string[], hits: readonly Hit[]) => Promise<readonly Hit[]>;

/** Documents looked into for one question, passages read of each: who issues it stands at its head and at its end. */
const documentsRead = 10;
const read = { first: 10, last: 3 };
/** Other places that may come up half as often. */
const mostRivals = 2;
/** Documents whose places are kept; the oldest leaves first. */
const kept = 2000;

/** In how many passages each place stands. */
type Places = ReadonlyMap<string, number>;

/**
 * 本市 of a notice is the city it names elsewhere: a hit of a document that speaks of one place gets that place as its region,
 * where a question asks for it and the document's own facts say nothing.
 */
export function createLocate(deps: Pick<AnswerDeps, 'index' | 'gazetteer' | 'normalise'>): Locate {
  const known = new Map<string, Places>();

  async function placesOf(document: Document): Promise<Places> {
    const key = `${document.id} ${document.hash}`;
    const places = known.get(key) ?? countPlaces(deps, document, await deps.index.passagesOf(document.id));
    known.set(key, places);
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
    return places;
  }

  return async (places, hits) => {
    if (places.length === 0) return hits;
    const unsaid = hits.map(({ document }) => document).filter(({ region }) => region === null);
    const documents = [...new Map(unsaid.map((document) => [document.id, document])).values()].slice(0, documentsRead);
    const regions = new Map(
      await Promise.all(
        documents.map(async (document) => {
          const counted = await placesOf(document);
          return [document.id, places.filter((place) => isOf(deps, place, counted)).join(' ')] as const;
        }),
      ),
    );
    return hits.map((hit) => {
      const region = regions.get(hit.document.id) ?? '';
      return region === '' ? hit : { ...hit, document: { ...hit.document, region } };
    });
  };
}

function countPlaces(
  { gazetteer, normalise }: Pick<AnswerDeps, 'gazetteer' | 'normalise'>,
  document: Document,
  passages: readonly Passage[],
): Places {
  const some =
    passages.length <= read.first + read.last
      ? passages
      : [...passages.slice(0, read.first), ...passages.slice(-read.last)];
  const counts = new Map<string, number>();
  for (const text of [document.title, ...some.map((passage) => passage.text)].map(normalise))
    for (const place of gazetteer.placesIn(text).filter((name) => speaksOf(text, name)))
      counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
}

/** No other place comes up as often, and few come up at all; a province is another place than its city. */
function isOf({ gazetteer }: Pick<AnswerDeps, 'gazetteer'>, place: string, counted: Places): boolean {
  const of = (isOwn: boolean): number[] =>
    [...counted].filter(([other]) => gazetteer.contains(place, other) === isOwn).map(([, count]) => count);
  const own = Math.max(0, ...of(true));
  const rivals = of(false).filter((count) => count * 2 >= own);
  return own > Math.max(0, ...rivals) && rivals.length <= mostRivals;
}
