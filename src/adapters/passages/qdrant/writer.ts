import { createQueue } from '../../../base/queue.ts';
import type { DocumentContent } from '../../../domain/document.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Embedder } from '../../../ports/embedder.ts';
import type { IndexWriter } from '../../../ports/passage-index.ts';
import { createPace } from '../embedded/pace.ts';
import { buildPoints, emptyMarker } from './build-points.ts';
import { enrich } from './enrich.ts';
import { idIs, markers, piecesOf, piecesOfVersions } from './filters.ts';
import { markerId, versionOf } from './names.ts';
import { type Marker, type MarkerPayload, wellFormed } from './payload.ts';
import { type Place, readMarkers, scroll } from './reads.ts';
import { batchSize, createWrites, type Point, type Writes } from './writes.ts';

export type WriterDeps = { embedder: Embedder | null; gazetteer: Gazetteer; onChange: () => void };

/** Where to write; `dense` names the vector to make, null where none is made. */
export type Target = Place & { dense: string | null };

/** Documents that are written together. */
const together = 20;
/** About the time a piece takes, in characters. */
const workOfPiece = 1000;
/** In a marker's `pending`: a document whose points are being deleted. */
const removed = 'removed';

/**
 * Writes documents so that a search sees one version whole, and that a process killed in between leaves a document that
 * says so: its hash then reads '', and who compares puts or removes it again. First the marker says what is coming, then
 * come the pieces, then the marker leads to them, then the old ones go.
 */
export function createWriter(targetOf: () => Promise<Target>, deps: WriterDeps): IndexWriter {
  const queue = createQueue();

  return {
    put: (contents) =>
      queue(async () => {
        const target = await targetOf();
        const wanted = lastOfEach(contents);
        for (let from = 0; from < wanted.length; from += together) {
          await putGroup(target, wanted.slice(from, from + together), deps);
        }
        deps.onChange();
      }),
    remove: (documentIds) =>
      queue(async () => {
        await remove(await targetOf(), documentIds);
        deps.onChange();
      }),
    hashes: () => queue(async () => readHashes(await targetOf())),
    // Out of the queue: a model takes its time, and a vector goes to what it was made of or to nothing.
    async enrich(signal) {
      const { dense, ...place } = await targetOf();
      if (dense === null || deps.embedder === null) return { made: 0, left: 0 };
      return enrich(place, { dense, embedder: deps.embedder, signal });
    },
  };
}

async function putGroup(place: Place, contents: readonly DocumentContent[], { gazetteer }: WriterDeps): Promise<void> {
  const known = await readMarkers(
    place,
    contents.map(({ document }) => document.id),
  );
  const changes = contents.map((content) => describeChange(content, known)).filter(isNeeded);
  if (changes.length === 0) return;
  const writes = createWrites(place);
  await announce(writes, changes);
  const built = changes.map((change) => ({ ...change, ...buildPoints(change.content, change.version, gazetteer) }));
  await writePieces(
    writes,
    built.map(({ pieces }) => pieces()),
  );
  await writes.upsert(built.map(({ marker, stale }) => marker(stale)));
  await dropStale(writes, changes);
}

async function writePieces(writes: Writes, documents: readonly Iterable<Point>[]): Promise<void> {
  const pace = createPace();
  let batch: Point[] = [];
  for (const pieces of documents) {
    for (const point of pieces) {
      batch.push(point);
      if (batch.length === batchSize) {
        await writes.upsert(batch);
        batch = [];
      }
      if (pace.isRestDue(workOfPiece)) await pace.rest();
    }
  }
  await writes.upsert(batch);
}

/** `stale`: versions of which pieces may be there and are to go. */
type Change = { content: DocumentContent; id: string; version: string; before: Marker | null; stale: string[] };

function describeChange(content: DocumentContent, known: ReadonlyMap<string, Marker>): Change {
  const id = wellFormed(content.document.id);
  const version = versionOf(content);
  const before = known.get(id) ?? null;
  const versions = before ? [before.version, ...before.pending] : [];
  const stale = [...new Set(versions)].filter((other) => other !== '' && other !== version);
  return { content, id, version, before, stale };
}

function isNeeded({ version, before }: Change): boolean {
  return before === null || before.version !== version || before.pending.length > 0;
}

/** From here on nobody takes the documents for complete. */
async function announce(writes: Writes, changes: readonly Change[]): Promise<void> {
  const added = changes.filter(({ before }) => before === null);
  await writes.upsert(
    added.map(({ id, version }) => {
      const payload: MarkerPayload = { ...emptyMarker(id), pending: [version] };
      return { id: markerId(id), vector: {}, payload };
    }),
  );
  for (const { id, version, before } of changes) {
    if (before) await writes.setPayload([markerId(id)], { pending: [...new Set([...before.pending, version])] });
  }
}

/** Only what was there before this change: should another process write at the same time, its pieces stay. */
async function dropStale(writes: Writes, changes: readonly Change[]): Promise<void> {
  const replacing = changes.filter(({ stale }) => stale.length > 0);
  if (replacing.length === 0) return;
  await writes.remove(piecesOfVersions(replacing.flatMap(({ stale }) => stale)));
  await writes.setPayload(
    replacing.map(({ id }) => markerId(id)),
    { pending: [] },
  );
}

async function remove(place: Place, documentIds: readonly string[]): Promise<void> {
  const known = await readMarkers(place, documentIds);
  if (known.size === 0) return;
  const writes = createWrites(place);
  for (const { documentId, version, pending } of known.values()) {
    const marked = [...new Set([...pending, version, removed])].filter((one) => one !== '');
    await writes.setPayload([markerId(documentId)], { version: '', pending: marked });
  }
  const ids = [...known.keys()];
  await writes.remove(piecesOf(ids));
  await writes.remove(idIs(ids.map(markerId)));
}

async function readHashes(place: Place): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const fields = ['documentId', 'hash', 'pending'] satisfies (keyof MarkerPayload)[];
  for await (const { documentId, hash, pending } of scroll(place, markers, fields)) {
    if (typeof documentId === 'string')
      found.set(documentId, Array.isArray(pending) && pending.length === 0 ? String(hash) : '');
  }
  return found;
}

function lastOfEach(contents: readonly DocumentContent[]): DocumentContent[] {
  return [...new Map(contents.map((content) => [content.document.id, content])).values()];
}
