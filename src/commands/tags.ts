import { AppError } from '../base/errors.ts';
import { isTag } from '../domain/tag.ts';

/** Each once; throws `usage/invalid`. */
export function readTags(tags: readonly string[]): string[] {
  const bad = tags.find((tag) => !isTag(tag));
  if (bad === undefined) return [...new Set(tags)];
  throw new AppError('usage/invalid', `标签 “${bad}” 不行，请用字母、汉字、数字，不超过 20 个字。`);
}
