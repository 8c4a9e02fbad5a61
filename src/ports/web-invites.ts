import type { WebInvite } from '../domain/web-invite.ts';

/** Which web groups need a code, and which. */
export interface WebInvites {
  /** Null: the group is open to whoever knows its address. */
  find(slug: string): Promise<WebInvite | null>;
  /** The slugs of all groups that need one. */
  listSlugs(): Promise<string[]>;
  /** Takes the place of the one before. */
  put(invite: WebInvite): Promise<void>;
  /** False when there was none. */
  remove(slug: string): Promise<boolean>;
}
