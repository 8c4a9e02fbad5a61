import { satisfactionNames, satisfactions } from './case.ts';

/** What somebody who submitted is told of a step. `to`: the case they submitted, itself or one that was merged into it. */
export type CaseNotice = { no: string; version: number; at: number; to: string; asksRating: boolean };

const asking = '/rating';

/** The key of its delivery. A restore gives a version a second time, for another step: that is to be heard, too. */
export function noticeKey({ no, version, at, to, asksRating }: CaseNotice): string {
  const key = `case/${no}/${version}/${at}`;
  return `${key}${to === no ? '' : `/${to}`}${asksRating ? asking : ''}`;
}

/** The number of the case whose rating a delivery asks for; null = it asks for none. */
export function ratedBy(key: string): string | null {
  const [kind, no = null] = key.split('/');
  return kind === 'case' && key.endsWith(asking) ? no : null;
}

/** What can be pressed where the channel has buttons, in the order of `satisfactions`. */
export const ratingLabels: readonly string[] = satisfactions.map((one) => satisfactionNames[one]);
