import type { Schemas } from '@qdrant/js-client-rest';
import type { Connection } from './connection.ts';
import { piecesOfVersions } from './filters.ts';
import { markerId } from './names.ts';
import { type Marker, type Piece, readMarker, readPiece, wellFormed } from './payload.ts';

/** A collection, by name or alias, on a server. */
export type Place = { connection: Connection; collection: string };

type PointId = Schemas['ExtendedPointId'];
type Payload = Schemas['Record']['payload'];

/** Points in one request. */
const page = 500;

/** The payload of every point of a filter, in no order that means anything. */
export async function* scroll(
  { connection, collection }: Place,
  filter: Schemas['Filter'],
  fields: string[] | true = true,
): AsyncGenerator<NonNullable<Payload>> {
  let offset: PointId | null = null;
  do {
    const body: Schemas['ScrollRequest'] = { filter, with_payload: fields, with_vector: false, limit: page };
    if (offset !== null) body.offset = offset;
    const { points, next_page_offset } = await connection.read((client) => client.scroll(collection, body));
    for (const { payload } of points) yield payload ?? {};
    offset = readOffset(next_page_offset);
  } while (offset !== null);
}

function readOffset(offset: unknown): PointId | null {
  return typeof offset === 'string' || typeof offset === 'number' ? offset : null;
}

/** By id; points that are not there are left out. */
export async function readPoints(
  { connection, collection }: Place,
  ids: Iterable<string>,
): Promise<Map<string, Payload>> {
  const unique = [...new Set(ids)];
  const found = new Map<string, Payload>();
  for (let from = 0; from < unique.length; from += page) {
    const body = { ids: unique.slice(from, from + page), with_payload: true, with_vector: false };
    const points = await connection.read((client) => client.retrieve(collection, body));
    for (const { id, payload } of points) found.set(String(id), payload);
  }
  return found;
}

/** By document id as filters compare it; unknown ids are left out. */
export async function readMarkers(place: Place, documentIds: readonly string[]): Promise<Map<string, Marker>> {
  const points = await readPoints(place, documentIds.map(wellFormed).map(markerId));
  const markers = [...points.values()].map(readMarker).filter((marker) => marker !== null);
  return new Map(markers.map((marker) => [marker.documentId, marker]));
}

/** The pieces of a version in their order. */
export async function readVersion(place: Place, version: string): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const payload of scroll(place, piecesOfVersions([version]))) {
    const piece = readPiece(payload);
    if (piece !== null) pieces.push(piece);
  }
  return pieces.sort((a, b) => a.piece - b.piece);
}

export async function count({ connection, collection }: Place, filter: Schemas['Filter']): Promise<number> {
  return (await connection.read((client) => client.count(collection, { filter, exact: true }))).count;
}
