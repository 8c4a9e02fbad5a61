import type { Records, Store } from '../../src/ports/store.ts';
import { print } from './store-children/print.ts';

/** What only looks; being killed before it is being killed after what was written before. */
const looks = /^(?:find|list|read|count|page|steps|is|latest)/u;

/**
 * A store whose process dies of -9 at the n-th place of its transactions: before each record that is written, before the
 * commit, and right after it. It prints where that was. A place that is never reached kills nobody.
 */
export function createDyingStore(store: Store, dieAt: number): Store {
  let places = 0;
  const place = (name: string): void => {
    places += 1;
    if (places !== dieAt) return;
    print(`died ${name}`);
    process.kill(process.pid, 'SIGKILL');
    // The signal comes in a moment, and nothing may happen before it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  return {
    ...store,
    async transaction(work) {
      const done = await store.transaction(async (records) => {
        const result = await work(watched(records, place));
        place('commit');
        return result;
      });
      place('committed');
      return done;
    },
  };
}

function watched(records: Records, place: (name: string) => void): Records {
  return new Proxy(records, {
    get(target, noun) {
      const found: unknown = Reflect.get(target, noun);
      return typeof found === 'object' && found !== null ? watchedNoun(found, String(noun), place) : found;
    },
  });
}

function watchedNoun(noun: object, name: string, place: (name: string) => void): object {
  return new Proxy(noun, {
    get(target, method) {
      const found: unknown = Reflect.get(target, method);
      if (typeof found !== 'function' || looks.test(String(method))) return found;
      return (...given: unknown[]): unknown => {
        place(`${name}.${String(method)}`);
        return Reflect.apply(found, target, given);
      };
    },
  });
}
