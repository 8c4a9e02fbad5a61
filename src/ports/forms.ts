import type { FormSet } from '../domain/form.ts';

/** What each kind of case asks, as the association keeps it. */
export interface Forms {
  /** As they stand now. A file that is no form is told of and left out; the others go on. */
  read(): Promise<FormSet>;
}
