/** Lets loops sleep until there is something to do or a time has passed, whichever comes first. */
export type Wake = {
  /** Ends one present sleep, or the next one when nobody sleeps. */
  notify(): void;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export function createWake(): Wake {
  const sleepers = new Set<() => void>();
  let pending = false;

  return {
    notify() {
      const [wakeUp] = sleepers;
      if (wakeUp) wakeUp();
      else pending = true;
    },
    async sleep(ms, signal) {
      if (!pending && !signal.aborted) await rest(sleepers, ms, signal);
      pending = false;
    },
  };
}

/** Wakes for loops that each must hear every notice. */
export type Bell = {
  /** Ends the present sleep of every wake, or the next one of those nobody sleeps on. */
  notify(): void;
  wake(): Wake;
};

export function createBell(): Bell {
  const wakes: Wake[] = [];
  return {
    notify() {
      for (const wake of wakes) wake.notify();
    },
    wake() {
      const wake = createWake();
      wakes.push(wake);
      return wake;
    },
  };
}

function rest(sleepers: Set<() => void>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wakeUp = (): void => {
      clearTimeout(timer);
      sleepers.delete(wakeUp);
      signal.removeEventListener('abort', wakeUp);
      resolve();
    };
    const timer = setTimeout(wakeUp, ms);
    sleepers.add(wakeUp);
    signal.addEventListener('abort', wakeUp);
  });
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
