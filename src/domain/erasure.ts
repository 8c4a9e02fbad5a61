import { findAddresses, findCards, replaceSpans } from './hidden.ts';
import { findNumbers } from './phone.ts';

/** What stands where something of a person stood. */
export const erased = '（已删除）';

/** Whose traces are to go: members of chat platforms, people of the address book, numbers, and what they are called. */
export type ErasedPerson = {
  memberIds: readonly string[];
  personIds: readonly string[];
  /** As `+86…`. */
  phones: readonly string[];
  names: readonly string[];
};

/** How much of what was, or would be, changed or removed. */
export type ErasureCounts = {
  members: number;
  people: number;
  bindings: number;
  cases: number;
  messages: number;
  questions: number;
  deliveries: number;
  receipts: number;
};

export const nothingErased: ErasureCounts = {
  members: 0,
  people: 0,
  bindings: 0,
  cases: 0,
  messages: 0,
  questions: 0,
  deliveries: 0,
  receipts: 0,
};

/** A text of a case without numbers to call, addresses, long numbers and these names; what it is about stays. */
export function anonymise(text: string, names: readonly string[]): string {
  const named = names
    .filter((name) => Array.from(name).length > 1)
    .reduce((left, name) => left.replaceAll(name, '某某'), text);
  const gone = (left: string, find: (text: string) => readonly { start: number; end: number }[]): string =>
    replaceSpans(left, find(left), () => '***');
  return gone(gone(gone(named, findAddresses), findCards), findNumbers);
}
