import { join } from 'node:path';
import { passageCount, type Segment } from '../segment.ts';
import { dimensionOf, type DocumentVectors } from '../vectors.ts';
import type { KeptDeps, KeptState } from './kept.ts';
import { type Manifest, manifestName, readManifest } from './manifest.ts';
import { DamagedFile, type FileRef } from './sections.ts';
import { readSegment } from './segment-file.ts';
import { type Block, blockOf } from './vector-blocks.ts';
import { readVectors, type VectorsByPrint } from './vectors-file.ts';

/** Another process may take files away between the look at the manifest and the reading. */
const attempts = 10;

export async function loadKept(deps: KeptDeps, state: KeptState): Promise<Segment[]> {
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const segments = await tryLoad(deps, state);
      if (segments) return segments;
    }
    deps.log.warn({}, 'kept index was replaced while it was read, and is made anew');
  } catch (error) {
    deps.log.warn({ reason: reasonOf(error) }, 'kept index cannot be used and is made anew');
  }
  return [];
}

/** Throws `DamagedFile` for one that was made in another way. */
export async function readTrusted({ folder }: KeptDeps, { manner }: KeptState): Promise<Manifest | null> {
  const manifest = await readManifest(join(folder, manifestName));
  if (manifest === null || manifest.manner === manner) return manifest;
  throw new DamagedFile('texts become terms in another way now');
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Null when files were taken away meanwhile. */
async function tryLoad(deps: KeptDeps, state: KeptState): Promise<Segment[] | null> {
  const manifest = await readTrusted(deps, state);
  if (manifest === null) return [];
  const segments = await readSegments(deps, state, manifest);
  const vectors = segments && (await readBlocks(deps, state, manifest));
  if (segments === null || vectors === null) return null;
  for (const segment of segments) attach(segment, vectors);
  state.last = JSON.stringify(manifest);
  return segments;
}

async function readSegments(deps: KeptDeps, state: KeptState, manifest: Manifest): Promise<Segment[] | null> {
  const segments: Segment[] = [];
  for (const { dead, ...ref } of manifest.segments) {
    const segment = await readOrDrop(deps, ref, (path) => readSegment(path, ref, deps.pace));
    if (segment === null) return null;
    if (segment === 'damaged') continue;
    for (const number of dead) segment.documents.alive[number] = 0;
    state.files.set(segment, ref);
    segments.push(segment);
  }
  return segments;
}

async function readBlocks(deps: KeptDeps, state: KeptState, { vectors }: Manifest): Promise<VectorsByPrint | null> {
  const found = new Map<number, DocumentVectors>();
  const blocks: Block[] = [];
  if (vectors === null || vectors.fingerprint !== deps.fingerprint) return found;
  for (const ref of vectors.files) {
    const block = await readOrDrop(deps, ref, (path) => readVectors(path, ref, deps.pace));
    if (block === null) return null;
    if (block === 'damaged') continue;
    blocks.push(blockOf(ref, block));
    for (const [print, one] of block) found.set(print, one);
  }
  state.blocks = blocks;
  return found;
}

/** Null when the file was taken away. */
async function readOrDrop<T>(
  { folder, log }: KeptDeps,
  { file }: FileRef,
  read: (path: string) => Promise<T>,
): Promise<T | 'damaged' | null> {
  try {
    return await read(join(folder, file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    log.warn({ file, reason: reasonOf(error) }, 'kept index file cannot be used and is made anew');
    return 'damaged';
  }
}

/** Of one dimension, that of the newest. */
function attach(segment: Segment, vectors: VectorsByPrint): void {
  const newest = [...vectors.values()].at(-1);
  const { documents } = segment;
  for (const [i, print] of documents.prints.entries()) {
    const own = vectors.get(print);
    const fits =
      own && newest && own.has.length === passageCount(segment, i) && dimensionOf(own) === dimensionOf(newest);
    documents.vectors[i] = fits ? own : null;
  }
}
