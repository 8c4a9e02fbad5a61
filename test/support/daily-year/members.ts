import type { ConversationRef } from '../../../src/domain/conversation.ts';
import type { Store } from '../../../src/ports/store.ts';

/** A group as it should be on record, and since when. */
export type Group = {
  id: string;
  ref: ConversationRef;
  enrolled: boolean;
  left: boolean;
  muted: boolean;
  changedAt: number;
};

export type Members = {
  /** Adds a group that gets the message from now on. */
  join(store: Store, now: number): Promise<void>;
  /** One group, at random: the bot is put out or comes back, it is enrolled or not, muted or not. */
  change(store: Store, now: number): Promise<void>;
  /** The platform will say that the bot is not in it any more; the bot is to find out by itself. */
  setGone(chat: string, now: number): void;
  all(): readonly Group[];
  /** One that is to get the message, at random. */
  listening(): Group;
};

/** Groups that come and go; what is done to the store is noted, for the judge. */
export function createMembers(random: () => number): Members {
  const groups: Group[] = [];
  const oneOf = (some: readonly Group[]): Group => {
    const group = some[Math.floor(random() * some.length)];
    if (group === undefined) throw new Error('there is no group');
    return group;
  };

  return {
    async join(store, now) {
      const ref: ConversationRef = { channel: 'web', kind: 'group', platformId: `g${groups.length + 1}` };
      const { id } = await store.conversations.ensure(ref, `群 ${groups.length + 1}`);
      await store.conversations.setEnrolled(id, now);
      groups.push({ id, ref, enrolled: true, left: false, muted: false, changedAt: now });
    },
    async change(store, now) {
      const group = oneOf(groups);
      group.changedAt = now;
      const { conversations } = store;
      if (group.left) {
        group.left = false;
        return conversations.setLeft(group.ref, null);
      }
      const what = random();
      if (!group.enrolled || what < 0.3) {
        group.enrolled = !group.enrolled;
        return conversations.setEnrolled(group.id, group.enrolled ? now : null);
      }
      if (group.muted || what < 0.7) {
        group.muted = !group.muted;
        return conversations.setMuted(group.id, group.muted);
      }
      group.left = true;
      return conversations.setLeft(group.ref, now);
    },
    setGone(chat, now) {
      const group = groups.find(({ ref }) => ref.platformId === chat);
      if (group) Object.assign(group, { left: true, changedAt: now });
    },
    all: () => groups,
    listening: () => oneOf(groups.filter(({ enrolled, left, muted }) => enrolled && !left && !muted)),
  };
}
