import type { Case } from '../../domain/case.ts';
import { type Form, type FormField, isCommonField } from '../../domain/form.ts';

/** Nobody is asked more than this about one case. */
export const mostQuestions = 2;

type Told = Pick<Case, 'organization' | 'contact' | 'phone' | 'email' | 'expectation' | 'details'>;

/** What is needed of a case and not told yet; in a group nothing is asked that others should not read. */
export function questionsLeft(form: Form | null, told: Told, of: { group: boolean }): FormField[] {
  const open = (form?.fields ?? []).filter(
    ({ id, needed, personal }) => needed && !(personal && of.group) && valueOf(told, id) === null,
  );
  return open.slice(0, mostQuestions);
}

export function valueOf(told: Told, id: string): string | null {
  return isCommonField(id) ? told[id] : (told.details[id] ?? null);
}
