/** Lets a loop sleep until there is something to do or a time has passed, whichever comes first. */
export type Wake = {
  /** Ends the present sleep, or the next one when nobody sleeps. */
  notify(): void;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export function createWake(): Wake {
  let pending = false;
  let wakeUp: (() => void) | null = null;

  return {
    notify() {
      pending = true;
      wakeUp?.();
    },
    async sleep(ms, signal) {
      if (!pending && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          const done = (): void => {
            clearTimeout(timer);
            resolve();
          };
          wakeUp = done;
          signal.addEventListener('abort', done, { once: true });
        });
        wakeUp = null;
      }
      pending = false;
    },
  };
}

export type Loop = {
  /** One round; true when there may be more to do at once. */
  round: () => Promise<boolean>;
  wake: Wake;
  /** Milliseconds between rounds when nobody wakes it: the net under lost wake-ups and other processes. */
  every: number;
  onError: (error: unknown) => void;
};

/** Runs rounds until the signal; resolves when the last round has ended. A failed round is told and tried again after a pause. */
export async function runLoop(loop: Loop, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let more = false;
    try {
      more = await loop.round();
    } catch (error) {
      loop.onError(error);
    }
    if (!more) await loop.wake.sleep(loop.every, signal);
  }
}
