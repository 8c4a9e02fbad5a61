import type { ErasedPerson, ErasureCounts } from '../domain/erasure.ts';

/** What of people is taken out of the records for good. All of it only within `Store.transaction`. */
export interface Privacy {
  /** Who a member is, with the people of the address book it proved to be, and their numbers; null = nobody. */
  findMember(memberId: string): Promise<ErasedPerson | null>;
  /** Whose number (`+86…`) it is in the address book, in a case or in one of the three lists; null = nobody's. */
  findPhone(phone: string): Promise<ErasedPerson | null>;
  /**
   * Takes a person out: accounts, address book, bindings and open dialogues go; words they wrote, and all of their private
   * conversations, become 「（已删除）」; their cases stay without what leads to them, each with a step that tells of it. Their
   * numbers, and what others quoted of them, go wherever they stand.
   */
  erase(person: ErasedPerson, act: { who: string; at: number }): Promise<ErasureCounts>;
  /**
   * The same of what is older than an instant, whoever it is of: cases ended, and messages, questions, receipts and what was sent in private
   * from before it. What waits for somebody stays.
   */
  expire(before: number, act: { who: string; at: number }): Promise<ErasureCounts>;
}
