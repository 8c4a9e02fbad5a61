import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../../ports/log.ts';
import type { IndexDraft } from '../../../ports/passage-index.ts';
import type { Connection } from './connection.ts';
import { statusOf } from './errors.ts';
import type { LiveCollection } from './live.ts';
import { createWriter, type WriterDeps } from './writer.ts';

export type Drafts = {
  start(): Promise<IndexDraft>;
  /** Drops what only waits to be dropped. */
  close(): Promise<void>;
};

/** Milliseconds that searches of other processes get to end, when this one cannot wait for long. */
const lastMoment = 1000;

type Options = { connection: Connection; live: LiveCollection; grace: number; log: Log; deps: WriterDeps };

/** Collections that are made beside the one that answers. */
export function createDrafts({ connection, live, grace, log, deps }: Options): Drafts {
  /** Replaced collections, still there for searches that began before. */
  const replaced = new Map<string, NodeJS.Timeout>();

  async function drop(collection: string): Promise<void> {
    try {
      await connection.write((client) => client.deleteCollection(collection));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }

  function dropLater(collection: string): void {
    const timer = setTimeout(() => void dropReplaced(collection), grace);
    timer.unref();
    replaced.set(collection, timer);
  }

  /** Nobody waits for it: what is left is dropped when the index is next made anew. */
  async function dropReplaced(collection: string): Promise<void> {
    clearTimeout(replaced.get(collection));
    replaced.delete(collection);
    await drop(collection).catch((error: unknown) => {
      log.warn({ collection, reason: String(error) }, 'replaced qdrant collection not dropped');
    });
  }

  return {
    async start() {
      for (const collection of await live.orphans()) await drop(collection);
      const { collection, dense } = await live.createBeside();
      const writer = createWriter(async () => ({ connection, collection, dense }), deps);
      return {
        ...writer,
        async publish() {
          const old = await live.replaceWith(collection);
          deps.onChange();
          if (old !== null && old !== collection) dropLater(old);
        },
        discard: () => drop(collection),
      };
    },
    async close() {
      if (replaced.size > 0) await wait(Math.min(grace, lastMoment));
      await Promise.all([...replaced.keys()].map(dropReplaced));
    },
  };
}
