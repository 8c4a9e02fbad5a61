import { AppError } from '../base/errors.ts';

/**
 * Somebody in the address book of an organization; whoever is in two of them is there twice.
 *
 * `post`: 职务. `phone`: `+86…`, digits only after the plus. `smsConsentAt`: since when consent to text messages is on
 * record, null = there is none.
 */
export type Person = {
  id: string;
  organizationId: string;
  name: string;
  post: string | null;
  phone: string | null;
  smsConsentAt: number | null;
  createdAt: number;
};

/** A person with the members of chat platforms that proved to be them. */
export type KnownPerson = Person & { memberIds: readonly string[] };

const [longestName, longestPost] = [30, 40];

/** A name as it is kept, without the spaces that line up columns; throws `input/invalid`. */
export function readPersonName(written: string): string {
  const trimmed = written.trim().replace(/[\s\u3000]+/gu, ' ');
  const name = trimmed.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N}·•.()（） '’-]*$/u.test(name) && Array.from(name).length <= longestName)
    return name;
  throw new AppError('input/invalid', `姓名应为 1 到 ${longestName} 个字，不含逗号、斜杠和换行。`);
}

/** Throws `input/invalid`; empty is null. */
export function readPost(written: string): string | null {
  const post = written.trim().replace(/\s+/gu, ' ');
  if (post === '') return null;
  if (Array.from(post).length <= longestPost && !/[\p{Cc}\p{Cs}]/u.test(post)) return post;
  throw new AppError('input/invalid', `职务最多 ${longestPost} 个字。`);
}
