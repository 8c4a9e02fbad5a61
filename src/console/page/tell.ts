import { type Api, Refusal } from './api.ts';
import type { Memory, ToldKind } from './memory.ts';

export type TellDeps = { api: Pick<Api, 'tell'>; memory: Pick<Memory, 'name' | 'told'> };

/** Tells the server which messages this page has and showed: several at once, each once, and again when it did not arrive. */
export type Tell = {
  note(kind: ToldKind, id: number): void;
  /** Now, because the page may go away. */
  flush(): Promise<void>;
};

const gatherMs = 1_500;
const retryMs = 15_000;
const mostAtOnce = 200;

export function createTell({ api, memory }: TellDeps): Tell {
  const waiting = { delivered: new Set<number>(), read: new Set<number>() };
  let timer: ReturnType<typeof setTimeout> | null = null;
  let underWay = false;

  function later(ms: number): void {
    timer ??= setTimeout(() => void flush(), ms);
  }

  /** Who gave no name is told of to nobody: it waits until they do. */
  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const [delivered, read] = [take('delivered'), take('read')];
    if (underWay || delivered.length + read.length === 0) return;
    if (memory.name() === '') return later(retryMs);
    underWay = true;
    const arrived = await api.tell({ name: memory.name(), delivered, read }).then(
      () => true,
      // What the server refuses it would refuse again.
      (error: unknown) => error instanceof Refusal,
    );
    underWay = false;
    if (arrived) settle({ delivered, read });
    if (waiting.delivered.size + waiting.read.size > 0) later(arrived ? gatherMs : retryMs);
  }

  function take(kind: ToldKind): number[] {
    return [...waiting[kind]].slice(0, mostAtOnce);
  }

  function settle(told: Record<ToldKind, number[]>): void {
    for (const kind of ['delivered', 'read'] as const) {
      memory.told[kind].add(told[kind]);
      for (const id of told[kind]) waiting[kind].delete(id);
    }
  }

  return {
    note(kind, id) {
      if (memory.told[kind].has(id)) return;
      waiting[kind].add(id);
      later(gatherMs);
    },
    flush,
  };
}
