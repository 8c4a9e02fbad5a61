import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from '../segment.ts';
import type { DocumentVectors } from '../vectors.ts';
import type { KeptDeps, KeptState } from './kept.ts';
import { readTrusted, reasonOf } from './load.ts';
import { tryLock } from './lock.ts';
import { type Manifest, manifestName, writeManifest } from './manifest.ts';
import type { FileRef } from './sections.ts';
import { writeSegment } from './segment-file.ts';
import { type Block, blockOf, planBlocks } from './vector-blocks.ts';
import { type VectorsByPrint, writeVectors } from './vectors-file.ts';

export async function saveKept(deps: KeptDeps, state: KeptState, current: () => readonly Segment[]): Promise<void> {
  const { folder, log } = deps;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await tryLock(join(folder, 'lock'));
    if (lock === null) log.debug({}, 'index not kept, because another process keeps it just now');
    else await write(deps, state, current).finally(() => lock.release());
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'index cannot be kept, so the next start makes it anew');
  }
}

/** New files first, then the manifest that names them, then away with those that it does not name. */
async function write(deps: KeptDeps, state: KeptState, current: () => readonly Segment[]): Promise<void> {
  const there = new Set(await readdir(deps.folder));
  // Taken in one go, so that all is of one moment.
  const segments = current().map((segment) => ({ segment, dead: deadIn(segment) }));
  const vectors = vectorsIn(segments);
  const manifest: Manifest = {
    version: 1,
    manner: state.manner,
    segments: await keepSegments(deps, state, { segments, there }),
    vectors: await keepVectors(deps, state, { vectors, there }),
  };
  const text = JSON.stringify(manifest);
  if (text === state.last) return;
  await writeManifest(join(deps.folder, manifestName), manifest);
  state.last = text;
  await removeOthers(deps.folder, manifest);
}

/** Stands in until the file is written. */
const nowhere: FileRef = { file: '', bytes: 0, checksum: 0 };

type Living = { segment: Segment; dead: number[] };

async function keepSegments(
  deps: KeptDeps,
  { files }: KeptState,
  { segments, there }: { segments: readonly Living[]; there: ReadonlySet<string> },
): Promise<Manifest['segments']> {
  const kept: Manifest['segments'] = [];
  for (const { segment, dead } of segments) {
    let ref = files.get(segment);
    if (!ref || !there.has(ref.file)) {
      ref = await writeNew(deps.folder, 'segment', (path) => writeSegment(path, segment, deps.pace));
      files.set(segment, ref);
    }
    kept.push({ ...ref, dead });
  }
  return kept;
}

async function keepVectors(
  deps: KeptDeps,
  state: KeptState,
  { vectors, there }: { vectors: VectorsByPrint; there: ReadonlySet<string> },
): Promise<Manifest['vectors']> {
  const { fingerprint } = deps;
  if (fingerprint === null) return (await readTrusted(deps, state).catch(() => null))?.vectors ?? null;
  const left = state.blocks.filter(({ ref }) => there.has(ref.file));
  const { stay, write: wanted } = planBlocks(left, vectors);
  const written: Block[] = [];
  for (const some of wanted) {
    // Counted before it is written, because more may come meanwhile.
    const block = blockOf(nowhere, some);
    const ref = await writeNew(deps.folder, 'vectors', (path) => writeVectors(path, some, deps.pace));
    written.push({ ...block, ref });
  }
  state.blocks = [...stay, ...written];
  return { fingerprint, files: state.blocks.map(({ ref }) => ref) };
}

async function writeNew(
  folder: string,
  kind: 'segment' | 'vectors',
  make: (path: string) => Promise<Omit<FileRef, 'file'>>,
): Promise<FileRef> {
  const file = `${randomUUID()}.${kind}`;
  return { file, ...(await make(join(folder, file))) };
}

async function removeOthers(folder: string, { segments, vectors }: Manifest): Promise<void> {
  const ours = new Set([...segments, ...(vectors?.files ?? [])].map(({ file }) => file));
  for (const file of await readdir(folder)) {
    if (/\.(segment|vectors|partial)$/.test(file) && !ours.has(file)) await rm(join(folder, file), { force: true });
  }
}

function deadIn({ documents: { alive } }: Segment): number[] {
  const dead: number[] = [];
  for (let i = 0; i < alive.length; i += 1) if (alive[i] === 0) dead.push(i);
  return dead;
}

function vectorsIn(segments: readonly Living[]): VectorsByPrint {
  const held = new Map<number, DocumentVectors>();
  for (const { documents } of segments.map(({ segment }) => segment)) {
    for (const [i, vectors] of documents.vectors.entries()) {
      if (vectors && documents.alive[i] === 1) held.set(documents.prints[i] ?? 0, vectors);
    }
  }
  return held;
}
