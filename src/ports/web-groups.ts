import type { NewFile } from '../domain/file.ts';
import type { HistoryEntry } from '../domain/message.ts';
import type { Accepted, Chosen } from './channel.ts';

export type WebGroup = { slug: string; title: string };

/** A message as a browser or a script hands it in. */
export type WebPost = {
  slug: string;
  name: string;
  text: string;
  /** The sender's own id of the message; the same twice in a group is one message. */
  clientId: string;
  /** Id of the browser, null for scripts: they are known by their name alone. */
  visitor: string | null;
};

/** Which entries of the history a member's page has, and which of them it showed to them. */
export type WebReport = Pick<WebPost, 'slug' | 'name' | 'visitor'> & {
  delivered: readonly number[];
  read: readonly number[];
};

/** A member pressed what stands under an entry; `place`: which choice, 0 = the first; null: the 收到. */
export type WebPress = Pick<WebPost, 'slug' | 'name' | 'visitor'> & { messageId: number; place: number | null };

/** The groups that live in this house's own pages. Every method throws `record/not-found` for an unknown slug. */
export interface WebGroups {
  /** In the order they were configured. */
  list(): readonly WebGroup[];
  /** Null when there is no such group. */
  find(slug: string): WebGroup | null;
  /** Resolves when the message is stored; throws `input/invalid` or `input/too-long`, whose sentence says what to change. */
  post(post: WebPost): Promise<Accepted>;
  /** Resolves when it is stored; throws `input/invalid` as `post` does. */
  report(report: WebReport): Promise<void>;
  /**
   * Resolves when it is stored, with what to show to them alone and what stands in place of the choices from now on.
   * Throws `record/not-found` where nothing can be pressed, and `input/invalid` as `post` does.
   */
  press(press: WebPress): Promise<Chosen>;
  /** Entries with id > `after`, oldest first; the newest ones where `after` is null. */
  history(slug: string, page: { after: number | null; limit: number }): Promise<HistoryEntry[]>;
  /** What the bot sent with a message of this group; throws also when it is not kept any more. */
  file(slug: string, messageId: number): Promise<NewFile>;
  /** Every entry with id > `after` (null: from now on), once and in order, as they come, until `signal` aborts. */
  follow(slug: string, after: number | null, signal: AbortSignal): AsyncIterable<readonly HistoryEntry[]>;
}
