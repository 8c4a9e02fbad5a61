import { createQueue } from '../../base/queue.ts';
import type { Documents } from '../../ports/documents.ts';
import type { IndexDraft, PassageIndex } from '../../ports/passage-index.ts';
import { reconcile } from './reconcile.ts';

export type FollowDeps = {
  documents: Documents;
  index: PassageIndex;
  /** Runs work that one process at a time may do to an index that many share; false when another does it just now. */
  exclusively: (work: () => Promise<void>) => Promise<boolean>;
};

export type IndexFollower = {
  /** Resolves when the index holds all that was stored when it was called. */
  catchUp(): Promise<void>;
  /** True once the index held all of the store; before it, what is not found may be there all the same. */
  isFilled(): boolean;
  /** Brings a draft up to the store and lets it take the place of the index; false when another process writes just now. */
  publish(draft: IndexDraft): Promise<boolean>;
};

/** Documents taken over at a time, so that a first load does not hold all of them twice. */
const batchSize = 500;

/** Keeps the index equal to the store, whichever process wrote to it. */
export function createIndexFollower({ documents, index, exclusively }: FollowDeps): IndexFollower {
  const queue = createQueue();
  /** Where to go on; null until what the index holds was compared with the store. */
  let revision: number | null = null;
  let waiting: Promise<void> | null = null;

  async function pull(): Promise<void> {
    const now = await documents.revision();
    if (now === revision) return;
    // A store put back to an earlier state counts less, and then its numbers mean something else.
    if (revision !== null && now < revision) revision = null;
    await exclusively(async () => {
      await takeChanges(revision ?? (await reconcile({ documents, writer: index })));
      await index.keep();
    });
  }

  async function takeChanges(from: number): Promise<void> {
    for (let last = from; ;) {
      revision = last;
      const changes = await documents.changesAfter(last, batchSize);
      if (changes.revision === last) return;
      await index.remove(changes.removed);
      await index.put(changes.put);
      last = changes.revision;
    }
  }

  return {
    catchUp() {
      // One that waits has not looked yet, so it serves everybody who asks before it begins.
      waiting ??= queue(() => {
        waiting = null;
        return pull();
      });
      return waiting;
    },
    isFilled: () => revision !== null,
    publish: (draft) =>
      queue(() =>
        exclusively(async () => {
          const reached = await reconcile({ documents, writer: draft });
          await draft.publish();
          await index.keep();
          revision = reached;
        }),
      ),
  };
}
