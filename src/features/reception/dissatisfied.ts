import type { CaseStep } from '../../domain/case.ts';
import type { ListedCase } from './case-desk.ts';

/** `reason`: what the one who submitted said; null = nothing. */
export type DissatisfiedItem = ListedCase & { kindName: string; reason: string | null };

/** What was said with the rating, or after it. */
export function reasonOf(steps: readonly CaseStep[]): string | null {
  const rated = steps.findLastIndex(({ action }) => action === 'rate');
  if (rated === -1) return null;
  const said = steps
    .slice(rated)
    .filter(({ action, detail }) => action === 'rate' || detail['about'] === 'dissatisfied');
  const reasons = said.flatMap(({ note }) => (note === null ? [] : [note]));
  return reasons.length === 0 ? null : reasons.join('；');
}
