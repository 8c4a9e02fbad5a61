import type { Case, Satisfaction } from '../../domain/case.ts';
import { statusAfter } from '../../domain/case-flow.ts';
import type { Records } from '../../ports/store.ts';

/** What the one who submitted says; `reason` null = none. */
export type Rating = { satisfaction: Satisfaction; reason: string | null; at: number };

/** `unripe`: it has not ended, or not by itself; `before`: it was rated already, and stays as it was. */
export type Rated = 'noted' | 'before' | 'unripe';

export const longestReason = 1_000;

/** Puts the rating of the one who submitted on record, once for each end a case comes to. */
export async function rateCase(
  { cases }: Pick<Records, 'cases'>,
  one: Case,
  { satisfaction, reason, at }: Rating,
): Promise<Rated> {
  const status = statusAfter('rate', one.status);
  if (status === null) return 'unripe';
  if (one.satisfaction !== null) return 'before';
  const note = reason?.slice(0, longestReason) ?? null;
  const step = { at, who: raterName(one), action: 'rate', note, detail: { satisfaction } } as const;
  await cases.change(one, { status, satisfaction }, step);
  return 'noted';
}

export function raterName({ memberName }: Pick<Case, 'memberName'>): string {
  return memberName ?? '提交人';
}

export function unripeSentence({ no, endedAt }: Pick<Case, 'no' | 'endedAt'>): string {
  return endedAt === null ? `${no} 还没有办结，办结后会请您评价。` : `${no} 不是单独办结的，不用评价。`;
}
