import type { Case, CaseKind } from '../../domain/case.ts';
import { findAddresses, findCards, replaceSpans } from '../../domain/hidden.ts';
import { findNumbers } from '../../domain/phone.ts';
import { parseCases } from './parse.ts';

/** What a member wrote of these is for everybody to read; of all others nothing, unless staff put it into words. */
const openKinds: ReadonlySet<CaseKind> = new Set(['suggestion', 'demand']);

const [hidden, somebody] = ['***', '某某'];

export function isOpenKind(kind: CaseKind): boolean {
  return openKinds.has(kind);
}

/** A member's words without numbers, addresses and the names of whoever wrote them. */
export function publicWords(one: Pick<Case, 'content' | 'contact' | 'memberName'>): string {
  const said = parseCases(one.content).items.map(({ contact }) => contact);
  const names = [one.contact, one.memberName, ...said].filter((name) => name !== null).filter(isName);
  const longestFirst = [...new Set(names)].toSorted((a, b) => b.length - a.length);
  return withoutContacts(longestFirst.reduce((text, name) => text.replaceAll(name, somebody), one.content));
}

/** Any text without numbers to call, cards and addresses of e-mail. */
export function withoutContacts(text: string): string {
  const without = (rest: string, find: (text: string) => readonly { start: number; end: number }[]): string =>
    replaceSpans(rest, find(rest), () => hidden);
  return without(without(without(text, findNumbers), findCards), findAddresses);
}

/** One character stands in too many words to be taken out. */
function isName(name: string): boolean {
  return Array.from(name.trim()).length >= 2;
}
