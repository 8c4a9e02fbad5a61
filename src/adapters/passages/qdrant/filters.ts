import type { Schemas } from '@qdrant/js-client-rest';
import type { Day } from '../../../base/calendar.ts';
import type { Validity } from '../../../domain/validity.ts';
import type { SearchOptions } from '../../../ports/passage-index.ts';
import { wellFormed } from './payload.ts';

type Filter = Schemas['Filter'];
type Condition = Schemas['FieldCondition'];

/** Fields that filters ask for, with the index each needs: a server in strict mode refuses to filter by others. */
export const filteredFields = {
  kind: 'keyword',
  documentId: 'keyword',
  version: 'keyword',
  collection: 'keyword',
  validFrom: 'integer',
  validUntil: 'integer',
  first: 'bool',
} as const satisfies Record<string, Schemas['PayloadSchemaType']>;

type Field = keyof typeof filteredFields;

const never = 0;
const forEver = 99_999_999;

/** When a document is in force, as numbers that filters compare: from the first up to, not including, the second. */
export function validRange({ validFrom, expiresOn, repealedOn, replacedBy }: Validity): {
  validFrom: number;
  validUntil: number;
} {
  const ends = [expiresOn, repealedOn].filter((day) => day !== null).map(toNumber);
  if (ends.length === 0 && replacedBy !== null) ends.push(never);
  return { validFrom: validFrom === null ? never : toNumber(validFrom), validUntil: Math.min(...ends, forEver) };
}

/** Pieces that a search may give. */
export function searchFilter({ collections, documents, validOn }: Omit<SearchOptions, 'limit'>): Filter {
  const must: Condition[] = [is('kind', 'piece')];
  if (collections !== null) must.push(isAny('collection', collections.map(wellFormed)));
  if (documents !== null) must.push(isAny('documentId', documents.map(wellFormed)));
  if (validOn !== null) {
    const day = toNumber(validOn);
    must.push({ key: 'validFrom', range: { lte: day } }, { key: 'validUntil', range: { gt: day } });
  }
  return { must };
}

export const pieces: Filter = { must: [is('kind', 'piece')] };
export const markers: Filter = { must: [is('kind', 'document')] };
/** Documents that are complete in some version. */
export const visibleMarkers: Filter = { ...markers, must_not: [is('version', '')] };

export function piecesOf(documentIds: readonly string[]): Filter {
  return { must: [is('kind', 'piece'), isAny('documentId', documentIds)] };
}

export function piecesOfVersions(versions: readonly string[]): Filter {
  return { must: [is('kind', 'piece'), isAny('version', versions)] };
}

export function idIs(ids: readonly Schemas['ExtendedPointId'][]): Filter {
  return { must: [{ has_id: [...ids] }] };
}

/** The first piece of each passage. */
export const passages: Filter = { must: [is('kind', 'piece'), { key: 'first', match: { value: true } }] };

export function passagesWithout(vector: string): Filter {
  return { ...passages, must_not: [{ has_vector: vector }] };
}

export function bothOf(one: Filter, other: Filter): Filter {
  return { must: [one, other] };
}

function is(key: Field, value: string): Condition {
  return { key, match: { value } };
}

function isAny(key: Field, any: readonly string[]): Condition {
  return { key, match: { any: [...any] } };
}

function toNumber(day: Day): number {
  return Number(day.replaceAll('-', ''));
}
