/** Fields every case has; a form asks for these, or for others, which are kept with the case by their ids. */
export const commonFields = ['organization', 'contact', 'phone', 'email', 'expectation'] as const;
export type CommonField = (typeof commonFields)[number];

/** `personal`: asked only where nobody else reads along. */
export type FormField = { id: string; name: string; question: string; needed: boolean; personal: boolean };

/**
 * Who gets a kind of case: an account, a person or an organization by its `name`, whoever has a `role`, in an
 * `organization` or anywhere, or an organization; all null = nobody in particular.
 */
export type Receiver = { name: string | null; organization: string | null; role: string | null };

/** What a kind of case asks, who gets it, and until when. */
export type Form = {
  /** The kind of the case. */
  id: string;
  name: string;
  /** Words that tell it: `/登记 维权`, `维权：…`. Its name is one. */
  words: readonly string[];
  receiver: Receiver;
  /** Working days until it is to be done; null = no date. */
  targetDays: number | null;
  /** It is spoken of in private, where that can be. */
  discreet: boolean;
  fields: readonly FormField[];
};

/** The forms there are, and a sentence for each file that is none. */
export type FormSet = { forms: readonly Form[]; problems: readonly string[] };

/** What people call a kind. */
export type KindNames = ReadonlyMap<string, string>;

export function kindNamesOf(forms: readonly Form[]): KindNames {
  return new Map(forms.map(({ id, name }) => [id, name]));
}

export function isCommonField(id: string): id is CommonField {
  return commonFields.some((field) => field === id);
}
