import type { Documents } from '../../ports/documents.ts';
import type { PassageIndex } from '../../ports/passage-index.ts';

/** Documents taken over at a time, so that a first load does not hold all of them twice. */
const batchSize = 500;

/**
 * Keeps the index equal to the store, whichever process wrote to it. `catchUp` resolves when the index holds all that
 * was stored when it was called.
 */
export function createIndexFollower(deps: { documents: Documents; index: PassageIndex }): { catchUp(): Promise<void> } {
  let revision = 0;
  let running: Promise<void> | null = null;

  async function pull(): Promise<void> {
    for (;;) {
      // A store put back by other means than our own restore may count less: then there is nothing to pull either.
      if ((await deps.documents.revision()) <= revision) return;
      const changes = await deps.documents.changesAfter(revision, batchSize);
      await deps.index.remove(changes.removed);
      await deps.index.put(changes.put);
      revision = changes.revision;
    }
  }

  return {
    async catchUp() {
      // A pull under way may have looked before the caller's change; one more look is cheap.
      await running;
      running ??= pull().finally(() => {
        running = null;
      });
      await running;
    },
  };
}
