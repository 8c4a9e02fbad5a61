import { setImmediate } from 'node:timers/promises';

/** Keeps long work from standing in the way: after every stretch of it, whatever else waits has its turn. */
export type Pace = {
  /** True when the work done so far, in characters or bytes, makes a rest due. */
  isRestDue(work: number): boolean;
  rest(): Promise<void>;
};

/** About 10 ms of work. */
const stretch = 40_000;

export function createPace(): Pace {
  let done = 0;
  return {
    isRestDue(work) {
      done += work;
      return done >= stretch;
    },
    async rest() {
      done = 0;
      await setImmediate();
    },
  };
}
