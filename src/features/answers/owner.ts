import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import { findOrganizations } from './organizations.ts';
import type { PreparedSentence } from './prepared.ts';
import type { Question } from './question.ts';

const asksForOwner =
  /哪(?:[一几两三]?[个家些座])?(?:城市|市|地方|地区|单位|协会|商会|省|县|区)|哪[一几]?家|谁|(?:协会|商会|城市|单位)是哪/u;

/**
 * Whose a sentence is where it does not say so itself, to be told to one who asks just that: the nearest heading that names
 * a place or an organization. Null when nobody asks, or the sentence says it.
 */
export function ownerOf(
  gazetteer: Gazetteer,
  question: Question,
  { hit, sentence }: { hit: Hit; sentence: PreparedSentence },
): string | null {
  if (!asksForOwner.test(question.text) || sentence.places.length > 0 || sentence.ownOrganization) return null;
  const headings = [hit.document.title, ...hit.passage.section.split(' › ')].filter((heading) => heading !== '');
  return headings.findLast((heading) => names(gazetteer, heading)) ?? null;
}

function names(gazetteer: Gazetteer, heading: string): boolean {
  const places = gazetteer.placesIn(heading);
  return places.length > 0 || findOrganizations(heading, []).length > 0;
}
