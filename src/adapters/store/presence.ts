import type { Presence } from '../../ports/presence.ts';
import { lockCounter, readCounter, setCounter } from './counters.ts';
import { type Handles, inTransaction } from './database.ts';

const counter = 'alive';

/** The counter is 0 where no server ever ran. */
export function createPresence({ read, write, engine }: Handles): Presence {
  return {
    async lastSeen() {
      return (await readCounter(read, counter)) || null;
    },

    beat(last, now) {
      return inTransaction(write, async (db) => {
        if ((await lockCounter({ db, engine }, counter)) !== (last ?? 0)) return false;
        await setCounter(db, counter, now);
        return true;
      });
    },
  };
}
