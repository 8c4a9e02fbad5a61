import type { Day } from '../base/calendar.ts';

/** When a document is in force; null where it does not say. */
export type Validity = {
  /** First day it is in force (生效). */
  validFrom: Day | null;
  /** First day it is no longer in force, because its time is over (失效). */
  expiresOn: Day | null;
  /** First day it is no longer in force, because it was repealed (废止). */
  repealedOn: Day | null;
  /** Title of the document that took its place; it is over from then on, whether or not a day is given. */
  replacedBy: string | null;
};

export type ValidityState =
  | { kind: 'valid' }
  | { kind: 'not-yet'; from: Day }
  | { kind: 'over'; why: 'expired' | 'repealed' | 'replaced'; on: Day | null; replacedBy: string | null };

/** Whether a document is in force on a day, and if not, why. */
export function validityOn(day: Day, of: Validity): ValidityState {
  const { validFrom, expiresOn, repealedOn, replacedBy } = of;
  if (repealedOn !== null && repealedOn <= day) return { kind: 'over', why: 'repealed', on: repealedOn, replacedBy };
  if (expiresOn !== null && expiresOn <= day) return { kind: 'over', why: 'expired', on: expiresOn, replacedBy };
  const isDated = repealedOn !== null || expiresOn !== null;
  if (replacedBy !== null && !isDated) return { kind: 'over', why: 'replaced', on: null, replacedBy };
  if (validFrom !== null && day < validFrom) return { kind: 'not-yet', from: validFrom };
  return { kind: 'valid' };
}
