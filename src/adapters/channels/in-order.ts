/** Work of one chat is done in the order it came, that of several side by side. */
export type InOrder = {
  /** Resolves or rejects as the work does; one that fails holds up nobody. */
  run<T>(chat: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is being done. */
  idle(): Promise<void>;
};

/** Frames come in side by side, also those of one chat. */
export function createInOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>();
  const forget = (chat: string, settled: Promise<unknown>): void => {
    if (last.get(chat) === settled) last.delete(chat);
  };
  return {
    run(chat, work) {
      const before = last.get(chat) ?? Promise.resolve();
      const mine = before.then(work, work);
      const settled: Promise<void> = mine.then(
        () => forget(chat, settled),
        () => forget(chat, settled),
      );
      last.set(chat, settled);
      return mine;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
