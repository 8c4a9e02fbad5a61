import { createWake } from '../../base/wake.ts';
import type { Documents } from '../../ports/documents.ts';
import type { IndexDraft, PassageIndex } from '../../ports/passage-index.ts';
import type { IndexFollower } from './follow.ts';
import { reconcile } from './reconcile.ts';

export type RebuildDeps = {
  documents: Documents;
  index: PassageIndex;
  follower: IndexFollower;
  /** Time between two tries to take the index over from a process that writes, ms. */
  pauseMs: number;
};

export type RebuildStep = { what: 'documents' | 'vectors'; done: number; of: number };

/**
 * Makes the index anew beside the one that answers, vectors included, and exchanges them in one step. What fails or is
 * aborted leaves the old one as it was.
 */
export async function rebuildIndex(
  deps: RebuildDeps,
  signal: AbortSignal,
  onProgress: (step: RebuildStep) => void = () => {},
): Promise<void> {
  const draft = await deps.index.startOver();
  try {
    await fill(deps, draft, onProgress);
    await enrich(draft, signal, onProgress);
    const pause = createWake();
    while (!(await deps.follower.publish(draft))) {
      await pause.sleep(deps.pauseMs, signal);
      signal.throwIfAborted();
    }
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

async function fill(
  { documents }: RebuildDeps,
  writer: IndexDraft,
  onProgress: (step: RebuildStep) => void,
): Promise<void> {
  await reconcile({ documents, writer, onProgress: (done, of) => onProgress({ what: 'documents', done, of }) });
}

async function enrich(draft: IndexDraft, signal: AbortSignal, onProgress: (step: RebuildStep) => void): Promise<void> {
  let done = 0;
  for (;;) {
    signal.throwIfAborted();
    const { made, left } = await draft.enrich(signal);
    done += made;
    if (left === 0) return;
    onProgress({ what: 'vectors', done, of: done + left });
    // What cannot be given a vector now is made later, by the loop that fills in missing ones.
    if (made === 0) return;
  }
}
