import { randomUUID } from 'node:crypto';
import type { HistoryEntry } from '../domain/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { WebGroups } from '../ports/web-groups.ts';
import { enroll } from './set-up-groups.ts';

/** A web group as the terminal uses it. */
export type Room = {
  title: string;
  /** Says something to the bot; resolves with the id of the stored message. */
  say(name: string, text: string): Promise<number>;
  /** Hands on every new entry until the signal. */
  watch(signal: AbortSignal, onEntry: (entry: HistoryEntry) => void): Promise<void>;
};

export type Rooms = {
  /** Makes the web groups known; a new one gets the daily message from the start. */
  enrollNew(): Promise<void>;
  /** Throws `record/not-found`. */
  enter(slug: string): Promise<Room>;
};

export type RoomsDeps = { web: WebGroups; store: Pick<Store, 'transaction'>; clock: Clock };

export function createRooms(deps: RoomsDeps): Rooms {
  const enrollNew = async (): Promise<void> => {
    for (const { slug, title } of deps.web.list())
      await enroll(deps, { channel: 'web', kind: 'group', platformId: slug }, title);
  };

  return {
    enrollNew,
    async enter(slug) {
      // Before anything else makes the group known, for then it would not be new.
      await enrollNew();
      const title = deps.web.find(slug)?.title ?? slug;
      await deps.web.history(slug, { after: null, limit: 1 });
      return {
        title,
        async say(name, text) {
          const words = /^\s*[/／@＠]/.test(text) ? text : `@清语 ${text}`;
          const post = { slug, name, text: words, clientId: randomUUID(), visitor: null };
          return (await deps.web.post(post)).messageId;
        },
        async watch(signal, onEntry) {
          for await (const entries of deps.web.follow(slug, null, signal)) for (const entry of entries) onEntry(entry);
        },
      };
    },
  };
}
