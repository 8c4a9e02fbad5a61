import type { KnownMember, Member } from '../domain/member.ts';

export interface Members {
  /** Finds or creates by channel and platform id; the newest name is kept. */
  ensure(member: Omit<Member, 'id'>): Promise<Member>;
  find(id: string): Promise<Member | null>;
  /** Who was met there under this id of the platform. */
  findThere(of: Pick<Member, 'channel' | 'platformId'>): Promise<Member | null>;
  list(): Promise<Member[]>;
  /**
   * Who wrote, by name, other bots left out; of one conversation, or anywhere (null). `search`: letters of the name;
   * `after`: the id of the last one before. Throws `input/invalid` when that is no place.
   */
  page(
    of: { conversationId: string | null; search: string | null },
    at: { after: string | null; limit: number },
  ): Promise<KnownMember[]>;
  /** Who wrote in some conversations, other bots left out; once a conversation, by name. */
  listSpeakers(conversationIds: readonly string[]): Promise<{ conversationId: string; member: Member }[]>;
  /** The private chats of members with the bot, where it still is; the one written in last comes first. */
  listDirect(memberIds: readonly string[]): Promise<{ memberId: string; conversationId: string }[]>;
}
