import type { Role } from './user.ts';

/** A person in a conversation, keyed by channel and platform id. */
export type Member = { id: string; channel: string; platformId: string; name: string };

/** A member with what is known of them: the account they are, the people of the address book, and when they wrote last (epoch ms). */
export type KnownMember = Member & {
  account: { name: string; role: Role } | null;
  people: readonly { id: string; name: string }[];
  spokeAt: number | null;
};
