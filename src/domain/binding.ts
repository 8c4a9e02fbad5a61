/** What a one-time code makes a member of a chat platform: an account of staff, or a person of the address book. */
export type BindingHolder = { kind: 'user' | 'person'; id: string };
