import { AppError } from '../base/errors.ts';

/** What a group or an organization is marked with; what can be written behind `tag:` and `@`. */
export function isTag(text: string): boolean {
  return /^[\p{L}\p{N}_-]{1,20}$/u.test(text);
}

/** Each once; throws `input/invalid`. */
export function checkTags(tags: readonly string[]): string[] {
  const bad = tags.find((tag) => !isTag(tag));
  if (bad === undefined) return [...new Set(tags)];
  throw new AppError('input/invalid', `标签 “${bad}” 不行，请用字母、汉字、数字，不超过 20 个字。`);
}
