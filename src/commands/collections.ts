import { AppError } from '../base/errors.ts';
import { collectionForm } from '../domain/document.ts';

/** The name of a collection as typed; throws `usage/invalid`. */
export function readCollection(name: string): string {
  if (collectionForm.test(name)) return name;
  throw new AppError('usage/invalid', `资料集名 “${name}” 不行，请用字母、汉字、数字、- 或 _，不超过 40 个字。`);
}
