import { excerptOf } from '../../domain/audit.ts';
import type { Case } from '../../domain/case.ts';
import { anonymise } from '../../domain/erasure.ts';

/** What of a text about a case goes into the log, which nothing is erased from: without those the case names. */
export function excerptOfCase(text: string, { contact, memberName }: Pick<Case, 'contact' | 'memberName'>) {
  const names = [contact, memberName].filter((name) => name !== null);
  return excerptOf(text, anonymise(text, names));
}
