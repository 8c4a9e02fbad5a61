import type { Case } from '../../domain/case.ts';
import type { Likeness } from './duplicates.ts';

/** One that may be the same, as staff see it; `createdAt` ISO. */
export type DuplicateItem = Likeness &
  Pick<Case, 'kind' | 'status' | 'organization' | 'content'> & { createdAt: string };

export function toDuplicate(alike: Likeness, { kind, status, organization, content, createdAt }: Case): DuplicateItem {
  return { ...alike, kind, status, organization, content, createdAt: new Date(createdAt).toISOString() };
}
