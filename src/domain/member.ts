/** A person in a conversation, keyed by channel and platform id. */
export type Member = { id: string; channel: string; platformId: string; name: string };
